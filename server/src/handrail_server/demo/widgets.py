"""The chat widgets of Fernbrook's sites, one for each agent."""

from typing import Final

from handrail_server.core.basics.ids import AgentId
from handrail_server.core.turns.widget import Widget

WIDGETS: Final = (
    Widget(
        id="shop",
        agent=AgentId("shop"),
        title="Fernbrook",
        greeting="Hello! Ask about an order, a return or your membership.",
        accent="#1d6b4f",
    ),
    Widget(
        id="business",
        agent=AgentId("business"),
        title="Fernbrook for Business",
        greeting="Hello! Ask about prices, volumes or a demo.",
        accent="#27496d",
    ),
    Widget(
        id="health",
        agent=AgentId("health"),
        title="Fernbrook Health Plan",
        greeting="Hello! Ask about opening hours, forms or your plan.",
        accent="#7a3e6d",
    ),
    Widget(
        id="bank",
        agent=AgentId("bank"),
        title="Fernbrook Savings Bank",
        greeting="Hello! Ask about your account or a transfer.",
        accent="#8a5a16",
    ),
)
