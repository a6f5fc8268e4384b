"""Figures, sentences and tables of what the lab measured."""
