//! The words of the sensitive topics. `*` stands for the rest of a word, `…` for a few words; a comma ends a
//! phrase.

use super::topic::Topic;

/// What a sentence holds that is about a topic.
pub(super) const PHRASES: &[(Topic, &str)] = &[
    (Topic::Refund, REFUND),
    (Topic::Cancellation, CANCELLATION),
    (Topic::Legal, LEGAL),
    (Topic::Medical, MEDICAL),
    (Topic::PaymentData, PAYMENT_DATA),
    (Topic::Fraud, FRAUD),
    (Topic::Privacy, PRIVACY),
    (Topic::Threat, THREAT),
    (Topic::SelfHarm, SELF_HARM),
];

/// A sentence that begins like this asks for the rules: "How long do refunds take?".
pub(super) const QUESTIONS: &str = "
    how, what is your, what are your, what s your, what happens, when do, until when, by when, where is
    your, where can i read, are, is, does, which, can one, who pays, wie, bis wann, was passiert, wo
    finde, wo steht, kann man, gibt es, muss, ist, bekommt man, welche, do, did, will, would you, was
    kostet, where do, where can, bekomme ich
";

/// What is not wanted is not asked for.
pub(super) const REFUSALS: &str = "
    don t want … refund, do not want … refund, no refund needed, not … cancel, don t … cancel, keine
    rückerstattung, nicht stornieren, nicht kündigen
";

/// Who asks what is stored about himself asks for more than the rules.
pub(super) const ABOUT_ME: &str = "about me, on me, über mich, von mir, zu meiner person";

const REFUND: &str = "
    want … refund, want … refunded, need … refund, like … refund, like … refunded, get … refund, demand …
    refund, request … refund, expect … refund, owe me, please refund, refund me, refund my, refund the,
    my refund, refund please, still no refund, money back, return my money, reimburse*, chargeback*,
    charge back, geld zurück*, geld wieder, geld … zurück, will … rückerstattung, möchte …
    rückerstattung, verlange … rückerstattung, meine rückerstattung, meine erstattung, erstatten sie,
    erstattet mir, erstatte mir, rückbuchung, get my money, get … money back, give the money, give me the
    money, money … not on my account, money is still, demand … repayment, full repayment, pay me back,
    pay back my, repay me, where s my refund, where is my refund, refund has not, refund hasn t, refund
    still, waiting for … refund, get reimbursed, like my money, credit … my card back, return the money,
    endlich mein geld, mein geld, das geld erstattet, geld erstattet, den betrag zurück*, betrag
    erstatten, überweisen sie … zurück, gutschrift ist … nicht, gutschrift fehlt, wo bleibt … gutschrift,
    keine gutschrift, rückzahlung, rückerstattung bitte, erstattung bitte, wo ist mein geld
";

const CANCELLATION: &str = "
    cancel my, cancel the order, cancel the subscription, cancel the contract, cancel this order, cancel
    our, please cancel, want to cancel, wanna cancel, like to cancel, need to cancel, have to cancel,
    wish to cancel, cancel it, cancel order, cancel everything, terminate … contract, terminate my, close
    my account, end my subscription, withdraw from the contract, unsubscribe me, stornieren, storniere,
    storniert, kündige, kündigen, meine kündigung, widerrufe, vom vertrag zurück*, vom kauf zurück*,
    trete zurück, stop my order, stop the order, stop my subscription, stop the subscription, don t ship,
    do not ship, delete my order, delete my last order, delete the order, i cancel, still cancel my, end
    my contract, end the contract, revoke my, withdraw my order, don t want it anymore, bestellung
    stoppen, abo beenden, vertrag beenden, widerrufen, bestellung widerrufen, bestellung löschen,
    abbestellen, no longer want, nicht mehr mitglied, austreten, no longer need the order
";

const LEGAL: &str = "
    lawyer, lawyers, attorney*, solicitor, sue you, sue the, suing, lawsuit, legal action, legal steps,
    legal advice, legal department, in court, to court, small claims, consumer protection, consumer
    rights, ombudsman, report you, call the police, to the police, press charges, anwalt, anwältin,
    anwalts, rechtsanwalt*, rechtsanwält*, verklage, verklagen, klage einreichen, vor gericht,
    gerichtlich*, erstatte anzeige, zeige sie an, zeige euch an, anzeige erstatten, zur polizei,
    verbraucherschutz*, verbraucherzentrale, rechtliche schritte, rechtsschutz*, mahnbescheid,
    arbeiterkammer, my solicitor, a solicitor, complaint with the, authorities, small claims court,
    illegal, against the law, take you to court, take this to court, legal proceedings, my rights, i know
    my rights, regulator, trading standards, strafanzeige, anzeige bei der polizei, ziehe vor gericht,
    klage, verbraucherschützer, behörde, behörden, rechtsweg, schlichtungsstelle, law firm, legal
    insurance, my legal, kanzlei, rechtlich vorgehen, rechtliche konsequenzen
";

const MEDICAL: &str = "
    injured, injury, injuries, hurt myself, hurt himself, hurt herself, burned my, burnt my, cut my, cut
    myself, bleeding, in hospital, in the hospital, to the hospital, emergency room, allergic, allergy, a
    rash, pregnan*, breastfeeding, swallowed, poison*, pacemaker, my doctor, medication, an infection,
    feel sick, feel dizzy, got sick, verletzt, verletzung*, verbrannt, verbrennung*, blutet, geschnitten,
    krankenhaus, notaufnahme, notarzt, ausschlag, allergisch*, schwanger*, stillzeit, verschluckt,
    vergift*, herzschrittmacher, mein arzt, meine ärztin, medikament*, mir ist schlecht, mir ist übel,
    broke my, broken arm, broken leg, broken finger, concussion, skin … itching, skin is … red, blister*,
    burns on my, got burned, got burnt, hurt my, injured my, choking, choked, suffocat*, fainted,
    unconscious, ambulance, back pain, chest pain, chronic, asthma, diabet*, epilep*, skin irritation,
    side effect*, seek medical, medical advice, medical condition, nussallergie, allergie, gebrochen,
    bewusstlos, juckt, juckreiz, hautreizung, rückenschmerzen, schmerzen, erstickt, gestochen, verbrüht,
    krankenwagen, ins spital, im spital, rash from, skin rash, skin is itching, electric shock, breathe,
    had an accident, a doctor, the doctor, eczema, vomit*, threw up, stromschlag, gestürzt, einen unfall,
    zum arzt, ekzem, neurodermitis, erbrochen, keine luft, inhaled, overdose
";

const PAYMENT_DATA: &str = "
    my card number, my credit card number, card number is, my cvv, cvc is, my cvc, security code is, my
    pin, my iban, my account number, sort code, kartennummer ist, meine kartennummer, meine
    kreditkartennummer, prüfziffer ist, meine pin, meine iban, meine kontonummer, kontonummer ist, blz,
    bankleitzahl, cvv is, my visa is, my mastercard is, take my visa, my bank details are, my password
    is, the tan is, meine tan, pin ist, prüfnummer, gültig bis, the cvv is, the cvc is, three digits on
    the back are, three digits are
";

const FRAUD: &str = "
    did not make, didn t make, did not order, didn t order, did not authori*, didn t authori*,
    unauthori*, without my permission, without my consent, hacked, stolen card, card … stolen, charged
    twice, charged … twice, double charged, charged double, a scam, scammed, scammer*, phishing, identity
    theft, my identity, in my name, fake invoice, fake mail, gehackt, betrug, betrüger*, betrogen,
    doppelt abgebucht, zweimal abgebucht, doppelt belastet, unberechtigt*, nicht autorisiert*, nicht
    bestellt, nie bestellt, in meinem namen, identitätsdiebstahl, gefälschte rechnung, abzocke, it wasn t
    me, wasn t me, was not me, with my name, used my card, used my credit card, used my account, used my
    name, using my card, don t recogni*, do not recogni*, didn t authorise, fraudulent, fraudster*, money
    was taken, money … taken from my account, account was hacked, site was hacked, been hacked, stole my,
    my card was, fake order, suspicious e mail, suspicious email, suspicious charge, mit meinem konto
    eingekauft, mit meiner karte, mit meinem konto, das war ich nicht, war nicht ich, nie gemacht, habe
    nichts bestellt, nie etwas bestellt, mehrfach abgebucht, fake shop, fakeshop, betrügerisch*,
    missbrauch*, is fraud, this fraud, a fraud, victim of fraud, fraud on my, fraud with my, never
    bought, never ordered, never placed, nie gekauft, eingeloggt, logged into my, log into my
";

const PRIVACY: &str = "
    delete … my data, erase … my data, remove … my data, delete … data about me, delete … personal,
    delete my account, copy of my data, my personal data, data … about me, know about me, stored about
    me, gdpr, data breach, data protection officer, right to be forgotten, lösch* … daten, lösch* mein
    konto, daten … lösch*, dsgvo, auskunft … daten, über mich gespeichert, datenschutzbeauftragte*,
    verarbeitung meiner daten, datenleck, erase everything, delete everything, you have stored, have
    stored on me, stored on me, data you have, data do you have, data do you store, request deletion,
    deletion of my, access to my data, sold my data, share* my data, my privacy, welche daten, daten …
    gelöscht, daten … gespeichert, kundenkonto … löschen, konto löschen, löscht mein*, personenbezogene*,
    data leaked, leaked my, alle meine daten
";

const THREAT: &str = "
    where you live, kill you, kill your, kill all of you, hurt you, beat you, find you, you will regret,
    you ll regret, you will pay for this, burn … down, burn your, blow up your, bomb, smash your, break
    your, destroy you, shoot you, watch out, bring dich um, bringe dich um, bringe euch um, bringe sie
    um, wo du wohnst, wo sie wohnen, wo ihr wohnt, mach dich fertig, mache euch fertig, mach euch fertig,
    werden es bereuen, wirst es bereuen, werdet es bereuen, zünde … an, bombe, schlage dich, schlage
    euch, watch your back, get hurt, will hurt, hurt someone, hurt somebody, hurt your, coming for you,
    come for you, you re dead, you are dead, dead man, smash … windows, smash you, punch you, beat … up,
    set fire, set … on fire, slap you, kurz und klein, mach euch kalt, mach dich kalt, bring euch um,
    bringe ich um, bring sie um, tue dir … an, passiert was, euch finden, finde heraus wo, aufs maul,
    verprügel*, brenne … nieder, fackel* … ab, find out who you are, find out where, then you ll see,
    sonst passiert, passiert etwas
";

const SELF_HARM: &str = "
    kill myself, harm myself, end my life, ending my life, end it all, don t want to live anymore, don t
    want to live any more, do not want to live anymore, want to die, suicid*, no reason to live, not
    worth living, nicht mehr leben, mich umbringen, mich umzubringen, will sterben, mir das leben nehmen,
    selbstmord*, suizid*, ritze mich, sinn mehr im leben, no point in living, point in living, point of
    living, reason to go on, can t go on living, nobody would miss me, no one would miss me, better off
    dead, better off without me, want to disappear, don t want to be here anymore, don t want to exist,
    take my own life, taking my own life, cut myself on purpose, nicht mehr da sein, niemand würde mich
    vermissen, alles keinen sinn, möchte sterben, nicht mehr weiterleben, will nicht mehr leben,
    lebensmüde, to hurt myself, hurting myself, life is not worth, life isn t worth, nicht mehr
    lebenswert
";
