"""A database of its own on the engine that the tests run on: filled from a dump, read with plain SQL, dropped again."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import environ
import psycopg


@dataclass(frozen=True)
class Table:
    """All rows of a table, each with its values in the order of the columns."""

    columns: list[str]
    rows: list[tuple]


class SQLiteDatabase:
    """A file."""

    engine = "sqlite"

    def __init__(self, file: Path):
        self.file = file
        self.url = f"sqlite:///{file}"

    def restore(self, dump: str) -> None:
        with closing(sqlite3.connect(self.file)) as connection:
            connection.executescript(dump)

    def tables(self) -> dict[str, Table]:
        with closing(sqlite3.connect(self.file)) as connection:
            names = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'sqlite_sequence'"
            )
            return {name: _read(connection, name) for (name,) in names.fetchall()}


class PostgreSQLDatabase:
    """A new database on the server of DATABASE_URL."""

    engine = "postgresql"

    def __init__(self, server_url: str):
        self.server_url = server_url
        self.name = f"portal_upgrade_{uuid4().hex}"
        parts = urlsplit(server_url)
        self.url = parts._replace(path=f"{parts.path.rpartition('/')[0]}/{self.name}").geturl()

    def create(self) -> None:
        self._tell_the_server(f"CREATE DATABASE {self.name} ENCODING 'UTF8' TEMPLATE template0")

    def drop(self) -> None:
        self._tell_the_server(f"DROP DATABASE {self.name} WITH (FORCE)")

    def restore(self, dump: str) -> None:
        with _connected(self.url) as connection:
            connection.execute(dump)

    def tables(self) -> dict[str, Table]:
        with _connected(self.url) as connection:
            names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            return {name: _read(connection, name) for (name,) in names.fetchall()}

    def _tell_the_server(self, statement: str) -> None:
        with _connected(self.server_url, autocommit=True) as connection:
            connection.execute(statement)


Database = SQLiteDatabase | PostgreSQLDatabase


@contextmanager
def new_database(folder: Path) -> Iterator[Database]:
    """An empty database on the engine of DATABASE_URL; `folder` is for what lies in a file."""
    url = os.environ["DATABASE_URL"]
    if url.startswith("sqlite"):
        yield SQLiteDatabase(folder / "portal.sqlite3")
        return
    database = PostgreSQLDatabase(url)
    database.create()
    try:
        yield database
    finally:
        database.drop()


def _connected(url: str, **options) -> psycopg.Connection:
    """A connection to what Django's settings would read from `url`; as a context it commits and closes."""
    given = environ.Env.db_url_config(url)
    named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    where = {ours: given[theirs] for ours, theirs in named.items() if given.get(theirs)}
    return psycopg.connect(**where, **given.get("OPTIONS", {}), **options)


def _read(connection: Any, table: str) -> Table:
    found = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608
    return Table([column[0] for column in found.description], found.fetchall())
