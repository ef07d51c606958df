"""What a form or a request sends to be read, as an upload."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import FormData, UploadFile

from web.problems import Problem
from web.session import text_of
from web.work import Upload

LARGEST_TEXT: Final = 5_000_000
"""Bytes of a text that is pasted: what a .txt file may have."""
_LONGEST_NAME = 200


async def upload_of(form: FormData, lang: str) -> Upload:
    """The file of a form, or else its text. Raises Problem if there is neither.

    A file's name is only ever shown, and its ending looked at: nothing is written under it.
    """
    facts = {
        name: text_of(form, name).strip()[:_LONGEST_NAME] or None
        for name in ("title", "source", "published")
    }
    file = form.get("file")
    if isinstance(file, UploadFile) and (file.filename or file.size):
        data = await file.read()
        await form.close()
        return Upload(data, shown_name(file.filename), None, lang, **facts)
    text = text_of(form, "text")
    if not text.strip():
        raise Problem(422, "there is no text and no file")
    # Browsers send line ends as networks do.
    data = text.replace("\r\n", "\n").encode("utf-8", "replace")
    return Upload(data, None, "text", lang, **facts)


def shown_name(name: str | None) -> str | None:
    """What a file is called, without the folders it lay in.

    >>> shown_name("C:\\\\stukken\\\\brug.docx"), shown_name("../../etc/brug.txt")
    ('brug.docx', 'brug.txt')
    """
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    return last[-_LONGEST_NAME:] or None
