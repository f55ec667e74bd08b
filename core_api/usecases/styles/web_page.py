"""A document as one HTML page that needs nothing else. Everything is escaped; the page may load and run nothing."""

from html import escape

from core_api.usecases.styles.document import Block, Document, Heading, Listing, Paragraph, Run, Table, joined

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#1f2328;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:1.8rem}li{margin:.25rem 0}.dim{color:#5f6771}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #d0d7de;padding:.4rem .6rem;"
    "text-align:left;vertical-align:top}th{background:#f3f4f6}"
    "@media (prefers-color-scheme:dark){body{background:#16181d;color:#e6e8eb}.dim{color:#9aa4ae}"
    "th,td{border-color:#3d444d}th{background:#22262c}}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(document: Document) -> str:
    """The whole page."""
    return page(document.title, document.language, "\n".join(_block(block) for block in document.blocks))


def page(title: str, language: str, body: str) -> str:
    """A page around a body that is escaped already."""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{joined(block.text, _shown)}</h{block.level}>"
        case Paragraph():
            return f"<p>{joined(block.text, _shown)}</p>"
        case Listing():
            name = "ol" if block.numbered else "ul"
            items = "".join(f"<li>{joined(item, _shown)}</li>" for item in block.items)
            return f"<{name}>{items}</{name}>"
        case Table():
            head = "".join(f"<th>{joined(cell, _shown)}</th>" for cell in block.head)
            rows = (
                "<tr>" + "".join(f"<td>{joined(cell, _shown)}</td>" for cell in row) + "</tr>"
                for row in block.rows
            )
            return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _shown(run: Run) -> str:
    text = f"<bdi>{escape(run.text)}</bdi>"
    if not run.text or run.look == "plain":
        return text if run.text else ""
    return f"<strong>{text}</strong>" if run.look == "bold" else f'<span class="dim">{text}</span>'
