"""Figures, sentences and tables of two sides held against each other."""
