"""What can be configured, by environment variables that begin with `HANDRAIL_` or by the command line."""

from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Config(BaseSettings):
    """The configuration of one server process; everything else is a setting of the organisation."""

    model_config = SettingsConfigDict(env_prefix="HANDRAIL_", frozen=True, extra="forbid")

    data: Path = Field(default=Path("data"), description="The data directory: database, keys, attachments.")
    attachments: Path | None = Field(
        default=None,
        description="Where files that customers send are kept; several servers share it. In the data directory.",
    )
    database: str | None = Field(
        default=None, description="A PostgreSQL address. Without one, SQLite in the data directory."
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on.")
    port: int = Field(default=8000, ge=0, le=65_535, description="The port to listen on; 0 takes a free one.")
    public_url: str | None = Field(default=None, description="How people reach this server, for links in notices.")
    trusted_detectors: tuple[str, ...] = Field(
        default=(), description="Plug-in detectors that run inside the server, without a process of their own."
    )
    detector_deadlines: dict[str, Annotated[int, Field(ge=10, le=1_000)]] = Field(
        default_factory=dict,
        description="Milliseconds for plug-ins by name, where 50 are too few; each turn may wait that long for it.",
    )
    learned_signals: bool = Field(
        default=False,
        description="Ask the learned signals `needs_person` and `displeased` too, for policies that read them.",
    )
    personal_names: bool = Field(
        default=False,
        description="Find names and places in personal data too, with Presidio; needs the extra `pii`.",
    )
    requests_per_second: float = Field(default=2_000, gt=0, description="How fast one caller may ask, on average.")
    burst: int = Field(default=4_000, gt=0, description="How many requests one caller may make at once.")
    visitor_requests_per_second: float = Field(
        default=5, gt=0, description="How fast one customer in a widget may ask, on average; 12 times as many at once."
    )
    new_chats_per_minute: int = Field(
        default=300, gt=0, description="How many conversations may begin in widgets from one address."
    )
    crm_url: str | None = Field(default=None, description="The house's CRM over HTTP, instead of the embedded one.")
    crm_token: str | None = Field(default=None, description="The token for it.", repr=False)
    knowledge: Path | None = Field(
        default=None,
        description="The articles that the embedded agent answers from (Markdown); `knowledge` in the data directory.",
    )
    webhook_allow: tuple[str, ...] = Field(
        default=(),
        description="Hosts and networks inside (such as 10.0.0.0/8) that webhooks may reach, also without https.",
    )
    log_json: bool = Field(default=True, description="Logs as JSON lines; otherwise for reading.")
    log_level: str = Field(default="info", description="debug, info, warning or error.")
    worker: bool = Field(default=True, description="Run outbox, deadlines and scribe in this process.")

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in ("127.0.0.1", "localhost", "::1")

    @property
    def url(self) -> str:
        """How people reach this server."""
        return self.public_url or f"http://{self.host}:{self.port}"
