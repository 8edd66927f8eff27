"""The official PDF of an edition; the only room that knows WeasyPrint."""

from publications.render.pdf.letters import unprintable
from publications.render.pdf.reading_back import count_pages
from publications.render.pdf.rendering import RenderingFailed, render
from publications.render.pdf.versions import RENDERER

__all__ = ["RENDERER", "RenderingFailed", "count_pages", "render", "unprintable"]
