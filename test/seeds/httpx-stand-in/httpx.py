"""Where httpx is not installed: the two calls of the examples, which requests has under the same names."""

from requests import get, post

__all__ = ["get", "post"]
