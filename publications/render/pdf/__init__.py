"""The official PDF of an edition; the only room that knows WeasyPrint."""

from publications.render.pdf.rendering import RenderingFailed, render

__all__ = ["RenderingFailed", "render"]
