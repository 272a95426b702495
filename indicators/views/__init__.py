"""The planner's pages: annual targets, weights, revisions of targets."""
