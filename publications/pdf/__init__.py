"""The official PDF of an edition; the only room that knows WeasyPrint."""

from publications.pdf.rendering import RenderingFailed, render

__all__ = ["RenderingFailed", "render"]
