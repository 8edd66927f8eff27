"""The official PDF of an edition; the only room that knows WeasyPrint."""

from publications.render.pdf.letters import unprintable
from publications.render.pdf.rendering import RENDERER, RenderingFailed, render

__all__ = ["RENDERER", "RenderingFailed", "render", "unprintable"]
