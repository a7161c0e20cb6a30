"""Leaving, ending a contract, a public review, a deal about to be lost: said and denied, shouted, misspelt, mixed."""

import pytest

from server.tests.core.signals.scenes import score

FIRES = {
    "churn": [
        "I'm cancelling my account",
        "please close my account",
        "I'm switching to a competitor",
        "mein Konto kündigen",
        "CANCEL MY SUBSCRIPTION RIGHT NOW",
        "Please close my acount",
        "I want to cancle my membership",
        "That's it, we're switching to a competitor 👋",
        "I will never fly with you again",
        "Great service as always. I'm taking my business elsewhere.",
        "I don't want to be a customer anymore",
        "you just lost a loyal customer",
        "Ich kündige mein Konto",
        "Ich möchte meinen Vertrag kündigen",
        "Je veux résilier mon abonnement",
        "Quiero cancelar mi cuenta",
        "Quero cancelar minha assinatura",
        "please cancelar mi suscripción, thanks",
        "I'm leaving you guys for good",
        "cancel my sub",
    ],
    "contract_termination": [
        "We are terminating our contract",
        "this is our notice of termination",
        "we will not renew",
        "We will not renew the agreement",
        "please treat this as notice of termination",
        "WE WANT OUT OF THE CONTRACT",
        "Wir kündigen den Vertrag",
        "Nous voulons résilier le contrat",
        "Queremos rescindir el contrato",
        "Queremos rescindir o contrato",
        "we've decided not to renew",
    ],
    "public_review": [
        "I'll leave a one star review",
        "I will post this on Twitter",
        "I'm going to the press",
        "I'm going to post this on Twitter",
        "EVERYONE WILL HEAR ABOUT THIS ON FACEBOOK",
        "I will tell all my followers 😤",
        "Ich schreibe eine schlechte Bewertung",
        "Je vais laisser un mauvais avis",
        "Voy a dejar una mala reseña",
        "Vou reclamar no Reclame Aqui",
        "expect a bad review on trustpilot",
    ],
    "opportunity_at_risk": [
        "Your competitor offered us half the price",
        "This is a deal breaker",
        "we can't sign until this is fixed",
        "THIS IS A DEAL BREAKER",
        "we are evaluating other vendors",
        "honestly we're having second thoughts about the renewal",
        "we can't sign at this price",
    ],
}
SILENT = {
    "churn": [
        "I want to cancel my order",
        "don't cancel my account",
        "cancel my reservation",
        "Please switch my seat",
        "I don't want to cancel my account, I want to pause it",
        "Please don't close my account",
        "How do I cancel my order?",
        'The button "Cancel subscription" is greyed out',
        "Never going to leave you guys, best bank ever",
        "I am not switching to another provider",
        "Can I cancel the appointment on Friday?",
        "Does the film Cancel My Subscription exist?",
        "The account closing balance is wrong",
        "I love your service and I'm never leaving",
        "the lift is closing on my leg",
        "Ich möchte meinen Vertrag nicht kündigen",
        "Je ne veux pas résilier mon abonnement",
        "No quiero cancelar mi cuenta",
        "Não quero cancelar minha conta",
    ],
    "contract_termination": [
        "When does our contract end?",
        "I signed the contract",
        "We do not want to terminate the contract",
        "We are happy to renew the contract",
        "Where do I sign the contract?",
        "What is the termination fee for the cable? just kidding",
        'The article "How to terminate a contract" was helpful',
        "Can we extend our contract?",
    ],
    "public_review": [
        "a one star hotel is enough",
        "I read your reviews",
        "Is there a review of this lamp?",
        "I won't leave a bad review",
        "I'm not going to post this on social media",
        "How do I post a photo on Instagram with your app?",
        "I left you a five star review, great work!",
        "Your tripadvisor link is broken",
        'The button "Write a review" does nothing',
        "Can you tell people how to reset the password?",
    ],
    "opportunity_at_risk": [
        "not too expensive please",
        "I can't sign in",
        "Who are your competitors?",
        "It is not a deal breaker",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_what_is_meant_is_noticed(name: str, text: str) -> None:
    assert score(name, text) >= 0.5


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(name: str, text: str) -> None:
    assert score(name, text) < 0.5
