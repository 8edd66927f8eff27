"""The bytes that are hashed, and their hash: canonical JSON (RFC 8785) and SHA-256; anybody can recompute both."""

import hashlib
from typing import IO, Any

import rfc8785


def canonical_json(value: dict[str, Any]) -> bytes:
    """`value` as the one JSON that RFC 8785 allows for it, in UTF-8."""
    return rfc8785.dumps(value)


def sha256_of(content: bytes) -> str:
    """SHA-256 as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(file: IO[bytes]) -> str:
    """The same of an open file, however large."""
    digest = hashlib.sha256()
    for chunk in iter(lambda: file.read(1 << 16), b""):
        digest.update(chunk)
    return digest.hexdigest()
