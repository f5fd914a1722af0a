"""What files within files there are: a module a container, each with `packed(path)`."""
