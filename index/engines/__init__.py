"""Engines: each answers the protocol of `index/engine.py`."""
