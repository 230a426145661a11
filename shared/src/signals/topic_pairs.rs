//! Words that are a sensitive topic only near each other, in whichever order: "my account" and "someone".

use super::topic::Topic;

/// A topic, two lists of phrases, and how many words may lie between the begins of one of each.
pub(super) const PAIRS: &[(Topic, &str, &str, usize)] = &[
    (Topic::Refund, MONEY, WANTED_BACK, 6),
    (Topic::Refund, SUM, BACK, 6),
    (Topic::Cancellation, CANCEL, CONTRACT, 6),
    (Topic::Cancellation, STOP, CONTRACT, 5),
    (Topic::Legal, "police, polizei", REPORT, 6),
    (Topic::Medical, BODY, HURT, 5),
    (Topic::Fraud, MINE, SOMEBODY_ELSE, 8),
    (Topic::Fraud, CHARGED, WRONGLY, 8),
    (Topic::Privacy, DATA, DELETE, 7),
];

/// Words beside which a number is a secret of a card or an account.
pub(super) const SECRETS: &str = "
    pin, tan, cvv, cvc, security code, sort code, account number, the account, iban, card number, digits on the back,
    password, prüfziffer, prüfnummer, kontonummer, kartennummer, blz, bankleitzahl, passwort
";

const MONEY: &str = "
    money, refund, refunds, refunded, reimburs*, what i paid, geld, erstattung*, rückerstattung*, gutschrift*,
    rückzahlung, erstatt*
";

const WANTED_BACK: &str = "
    back, give me, want, wants, wanted, need, demand, where is, where s, waiting for, wait for, still, owe*, please,
    finally, asap, zurück*, will, möchte*, wo bleibt, wo ist, warte, endlich, verlange, fehlt, bitte, hätte
";

const SUM: &str =
    "amount, price, difference, deposit, payment, betrag, kaufpreis, differenz, anzahlung, preis";

const BACK: &str = "back, refund*, reimburs*, zurück*, erstatt*";

const CANCEL: &str = "cancel, terminate, revoke, storn*, kündige, kündigen, gekündigt, widerruf*";

const CONTRACT: &str = "
    my, i ordered, please, want, everything, order, orders, subscription, membership, contract, account, purchase,
    meine*, ich, bestellung*, vertrag, abo, mitgliedschaft, kauf, auftrag, bitte, hiermit
";

const STOP: &str = "stop, end, quit, leave, stoppen, stoppt, beenden, beende";

const REPORT: &str =
    "report*, call, calling, going, go, contact*, inform*, tell, melde*, gehe, rufe, anzeige";

const BODY: &str = "
    head, hand, hands, finger, fingers, arm, leg, foot, feet, eye, eyes, face, skin, knee, tooth, kopf, bein, fuß,
    auge, augen, gesicht, haut, knie, zahn
";

const HURT: &str = "
    hit, hurt*, broke*, burned, burnt, bleed*, itch*, swollen, pain*, injur*, numb, verletz*, gebrochen, geschnitten,
    verbrannt, blutet, juckt, weh, schmerz*, geschwollen
";

const MINE: &str = "
    my card, my credit card, my debit card, my account, my paypal, my name, my identity, meine karte, meiner karte,
    mein konto, meinem konto, meinem namen, meine kreditkarte, meiner kreditkarte
";

const SOMEBODY_ELSE: &str = "
    someone, somebody, a stranger, stole, stolen, without my, not me, wasn t me, hacked, hijacked, unknown, jemand,
    fremde*, gestohlen, geklaut, missbrauch*, gehackt, ohne mein*, nicht ich
";

const CHARGED: &str = "charged, charge, billed, debited, abgebucht, belastet, verrechnet, berechnet";

const WRONGLY: &str = "
    twice, two times, double, three times, never, without, don t recogni*, do not recogni*, didn t order,
    doppelt, zweimal, zwei mal, dreimal, nie, ohne, mehrfach
";

const DATA: &str =
    "my data, my information, my details, personal data, data … me, daten, my e mail, my email";

const DELETE: &str = "
    delete, deleted, deletion, erase, remove, forget, pass, passed, share, shared, sell, sold, copy of, you keep,
    you store, you have on, agree, lösch*, gelöscht, weitergeb*, weitergegeben, gespeichert, auskunft, widerspr*
";
