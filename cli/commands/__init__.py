"""The commands, one module each; `cli.main` lists them."""
