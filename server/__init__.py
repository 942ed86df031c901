"""Kulanz: drafts for the customers of small shops, held to what the shop's facts allow."""

__version__ = "0.1.0"
