"""Reports: asked for, written by a job, and the templates they are written with."""
