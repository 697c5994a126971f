"""Addresses of the register's pages."""

from django.urls import reverse


def at(name, *parts):
    return reverse(f"register:{name}", args=parts)
