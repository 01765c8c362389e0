"""What a person calls an article -> its row in the store.

Data way: a name typed -> Article's row id. Reads only. Tried in this order, and the first that fits holds: a row's number, an id of any
of its versions, an address or path that it or one of its captures has, a wire item's own id, the beginning of an id.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from counterpoint.desk import models
from counterpoint.desk.places import place_of_guid, same_page
from counterpoint.desk.search import search
from counterpoint.desk.store import storable
from counterpoint.errors import ConfigError
from counterpoint.ingest.files import is_url
from counterpoint.text import sha256

_SHORTEST = 4  # characters of the beginning of an id, and of a word that is looked for instead
_NEAR = 3  # articles named where none fits
_CHOICES = 5  # articles named where several fit
_MOST = 1_000  # rows looked at for one name: a feed's file may hold as many


def find_article(name: str) -> int:
    """Return the row id of the article that a name stands for.

    Args:
        name: A row's number ("12" or "#12"), an Article.id or its beginning, a URL, a path as it was given when taken in.

    Raises:
        ConfigError: It stands for none, or for several; the sentence names the nearest.
    """
    name = storable(name.strip())
    found = next((rows for rows in _ways(name) if rows), [])
    if len(found) == 1:
        return found[0]
    if found:
        listed = "; ".join(_called(row) for row in found[:_CHOICES])
        more = f"; and {len(found) - _CHOICES} more" if len(found) > _CHOICES else ""
        raise ConfigError(f"{name} stands for {len(found)} articles; name one by its number: {listed}{more}")
    if refused := _refused(name):
        raise ConfigError(f"there is no article {name}: it was rejected, since {refused}")
    words = _as_query(name)
    near = search(words, limit=_NEAR) if words else ()
    if near:
        raise ConfigError(
            f"there is no article {name}; the nearest are {'; '.join(_called(hit.article) for hit in near)}"
        )
    raise ConfigError(
        f"there is no article {name or 'without a name'}; counterpoint search WORDS finds what is stored, and its numbers"
    )


def _ways(name: str) -> Iterable[list[int]]:
    if not name:
        return
    number = name.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < 19:
        yield _rows(models.Article.objects.filter(pk=int(number)).values_list("pk", flat=True))
    versions = models.Version.objects.order_by("article_id")
    yield _rows(versions.filter(name=name).values_list("article_id", flat=True))
    if is_url(name):
        place = sha256(f"url {same_page(name)}")
        yield _rows(models.Article.objects.filter(place=place).values_list("pk", flat=True))
        yield _rows(models.Article.objects.filter(url=name).values_list("pk", flat=True))
        yield _captured(url=name) or _captured(asked=name)
    else:
        for path in dict.fromkeys((name, storable(str(Path(name).absolute())))):
            yield _rows(models.Article.objects.filter(path=path).values_list("pk", flat=True))
            yield _captured(path=path)
        guid = models.Article.objects.filter(place=place_of_guid(name, None))
        yield _rows(guid.values_list("pk", flat=True))
    if len(name) >= _SHORTEST and name.isascii() and name.isalnum():
        named = models.Version.objects.filter(
            name__startswith=name
        )  # from the index alone: the rows hold texts
        yield _rows(versions.filter(pk__in=named.values("pk")).values_list("article_id", flat=True))


def _captured(**where: str) -> list[int]:
    captures = models.Capture.objects.filter(version__isnull=False, **where)
    return _rows(captures.values_list("version__article_id", flat=True))


def _refused(name: str) -> str | None:
    """Why what came from an address or path became no article, as it was refused last."""
    places = [name, storable(str(Path(name).absolute()))]
    items = models.Rejection.objects.filter(item__in=places).order_by("-last")
    return items.values_list("reason", flat=True).first()


def _rows(found: Iterable[int]) -> list[int]:
    return sorted({row for row, _ in zip(found, range(_MOST), strict=False)})


def _as_query(name: str) -> str:
    """Words to look for in place of a name: of an address or path, its last part."""
    last = name.rstrip("/").rpartition("/")[2] if "/" in name else name
    words = "".join(c if c.isalnum() else " " for c in last).split()
    return " OR ".join(word for word in words if len(word) >= _SHORTEST)


def _called(row: int) -> str:
    found = models.Article.objects.filter(pk=row).values_list("latest__title", "url", "path").first()
    title, url, path = found or (None, "", "")
    return f"#{row} “{title or url or path}”"
