// As a shop would: whoever is signed in gets a fresh token from the shop's own server, whenever the widget asks.
const who = document.querySelector("script[data-page-customer]").dataset.pageCustomer;

async function token() {
  if (!who) return null;
  const answer = await fetch(`${location.pathname}/token?as=${encodeURIComponent(who)}`, { cache: "no-store" });
  return (await answer.json()).token;
}

window.Handrail.identify(token);
