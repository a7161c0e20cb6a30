"""Who the customer is, from the CRM: tier, value, contract, strategic account, executive contact."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import DAY
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.profile import Profile
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.signals.view import View

_TIERS = {
    "free": 0.1, "trial": 0.1, "basic": 0.2, "standard": 0.3, "regular": 0.3, "bronze": 0.3, "starter": 0.3,
    "plus": 0.5, "silver": 0.5, "pro": 0.5, "premium": 0.7, "business": 0.7, "gold": 0.7, "enterprise": 0.9,
    "platinum": 0.9, "diamond": 1.0, "black": 1.0, "vip": 1.0, "strategic": 1.0, "elite": 1.0,
}  # fmt: skip
_OTHER_TIER = 0.4
_HALF_VALUE = 10_000.0
"""The lifetime value that scores one half; the policy compares the amount itself."""
_HALF_CONTRACT = 50_000.0
_TITLES = (
    "chief",
    "ceo",
    "cfo",
    "cto",
    "coo",
    "cio",
    "ciso",
    "president",
    "founder",
    "owner",
    "managing director",
    "vp ",
)

Values = dict[str, str | float | bool]


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """Each is a signal of its own, so that a policy may weigh them apart; `stale` where the profile is."""

    name: str = "customer_record"
    version: str = "1"
    reads: Reads = Reads.PROFILE
    signals: tuple[str, ...] = (
        "customer_tier",
        "customer_value",
        "contract_size",
        "strategic_account",
        "executive_contact",
    )

    def notice(self, view: View) -> tuple[Signal, ...]:
        profile = view.profile
        if profile is None or view.author is not ActorKind.CUSTOMER:
            return ()
        noticed = (
            self._tier(profile),
            self._money("customer_value", "customer.lifetime_value", _value(profile), _HALF_VALUE),
            self._contract(profile, view),
            self._strategic(profile),
            self._executive(profile),
        )
        found = tuple(signal for signal in noticed if signal)
        if view.profile_stale:
            for signal in found:
                signal.values["stale"] = True
        return found

    def _tier(self, profile: Profile) -> Signal | None:
        tier = profile.tier or (profile.account.tier if profile.account else None)
        if not tier:
            return None
        score = _TIERS.get(fold(tier).strip(), _OTHER_TIER)
        return self._signal("customer_tier", score, "customer.tier", tier, {"tier": tier})

    def _contract(self, profile: Profile, view: View) -> Signal | None:
        account = profile.account
        found = self._money(
            "contract_size", "account.contract_size", account.contract_size if account else None, _HALF_CONTRACT
        )
        if found and account and account.contract_ends is not None:
            found.values["ends_in_days"] = float((account.contract_ends - view.now) // DAY)
        return found

    def _strategic(self, profile: Profile) -> Signal | None:
        account = profile.account
        if account is None or not account.strategic:
            return None
        return self._signal("strategic_account", 1.0, "account.strategic", account.name, {"account": account.id})

    def _executive(self, profile: Profile) -> Signal | None:
        role = f"{profile.role} ".casefold() if profile.role else ""
        if not profile.executive and not any(title in role for title in _TITLES):
            return None
        return self._signal("executive_contact", 1.0, "customer.role", profile.role or "executive", {})

    def _money(self, name: str, fact: str, money: Money | None, half: float) -> Signal | None:
        if money is None or money.amount <= 0:
            return None
        amount = float(money.amount)
        values: Values = {"amount": amount, "exact": str(money.amount), "currency": money.currency}
        return self._signal(name, round(amount / (amount + half), 4), fact, str(money), values)

    def _signal(self, name: str, score: float, fact: str, value: str, values: Values) -> Signal:
        return Signal(
            name=name,
            score=score,
            detector=f"{self.name}@{self.version}",
            evidence=(Evidence(fact=fact, value=value),),
            values=values,
        )


def _value(profile: Profile) -> Money | None:
    return profile.lifetime_value or (profile.account.lifetime_value if profile.account else None)


CUSTOMER_RECORD = CustomerRecord()
