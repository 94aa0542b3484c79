"""Invented cases of the demonstration, made by calling the verbs of the register."""
