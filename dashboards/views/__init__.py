"""Pages and files for everybody who reads; one module per family of addresses."""
