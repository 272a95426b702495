"""SDMX, which statistical tools read: data as SDMX-CSV 2.0, their structures as SDMX-JSON and SDMX-ML."""
