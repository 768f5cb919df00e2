"""Content files, read and validated: a YAML file as the pydantic model that describes it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from reader.errors import ContentError

Model = TypeVar("Model", bound=BaseModel)


def read_content(file: Path, model: type[Model]) -> Model:
    """What a YAML file holds. Raises ``ContentError``, which names the file and the place, and ``OSError``."""
    try:
        return model.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise ContentError(f"{file.name}: not valid YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ContentError(f"{file.name}: {where}: {first['msg']}") from error
