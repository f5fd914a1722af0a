"""The components of the pipeline: one module for each list of findings, each with a function `find_NAME(state, doc)`."""
