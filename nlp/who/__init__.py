"""Persons, bodies and organisations: how they are named, and whom a text means."""
