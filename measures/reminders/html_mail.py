"""Styles put where mail programs look for them: at each element. The one module that knows css-inline."""

import css_inline

# Nothing is fetched: a mail's styles stand in its own template.
_INLINER = css_inline.CSSInliner(load_remote_stylesheets=False)


def with_inlined_styles(html: str) -> str:
    """The page with the rules of its style element at the elements themselves."""
    return _INLINER.inline(html)
