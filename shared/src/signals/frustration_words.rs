//! The words of annoyance. `*` stands for the rest of a word, `…` for a few words; a comma ends a phrase.

/// Said in anger and in nothing else.
pub(super) const SWEARING: &str = "
    wtf, ffs, fuck*, bullshit, shitty, piece of shit, bloody hell, what the hell, are you kidding, you
    must be joking, for god s sake, so ein scheiß, scheiß laden, so eine scheiße, verdammt*, verarsch*,
    zum kotzen, was soll der mist, frechheit, unverschämtheit, fass es nicht, das gibt s doch nicht,
    schnauze voll, nase voll, saftladen, for the love of god, for heaven s sake, are you serious, geht s
    noch, das darf doch nicht wahr, nicht euer ernst, nicht ihr ernst, nicht dein ernst, auf den arm
    nehmen, wollt ihr mich, kotzt mich an, rip off, ripped off, shame on you, screw you, this sucks, you
    suck, du nervst, ihr nervt, crappy, goddamn*, zumutung, das letzte hier, na toll, oh great, oh
    wonderful, thanks for nothing, danke für nichts, amateur hour, run by amateurs, veräppel*, veralber*,
    zum narren, für dumm, for crying out loud, jesus christ, mein gott, good grief, lachhaft, laughable,
    a farce, eine farce, circus, armutszeugnis, outrageous, disgraceful, ist das letzte, nichts taugt,
    taugt nichts, vergiss es, forget it, scheiß bot, mistladen, drecksladen, idioten,
    idiots, morons
";

/// Enough alone, unless the sentence is calm.
pub(super) const COMPLAINTS: &str = "
    fed up, sick of, sick and tired, had enough, losing my patience, lost my patience, running out of
    patience, waste of my time, wasting my time, unacceptable, this is ridiculous, this is absurd, this
    is a joke, what a joke, this is so annoying, makes no sense what you, drives me mad, not helping, no
    help at all, doesn t help at all, does not help at all, not what i asked, not my question, don t
    understand me, don t understand my, you do not understand, you don t get it, you don t listen, nobody
    answers, nobody replies, nobody responds, no one answers, no one replies, never order* here again,
    never order* again, never buy* … again, never again, still no answer, still no reply, still no
    response, still nothing, das ist lächerlich, doch ein witz, wohl ein witz, soll das ein witz, nicht
    gefragt, nicht meine frage, versteh* mich nicht, verstehst du nicht, verstehen sie nicht, hilft mir …
    nicht, hilft nicht weiter, bringt mir nichts, das nervt, nervt mich, reicht es mir, mir reicht s, mir
    reicht es, jetzt reicht s, es reicht mir, niemand antwortet, keiner antwortet, niemand meldet, keine
    antwort bekommen, immer noch keine antwort, nie wieder bei, bestelle nie wieder, kaufe nie wieder,
    inakzeptabel, zeitverschwendung, unmöglich von ihnen, i give up, ich gebe auf, expected better,
    expected more from you, no help whatsoever, was no help, of no help, driving me crazy, drives me
    crazy, driving me insane, driving me nuts, driving me up the wall, you people are, you guys are, kind
    of service, what kind of support, kind of company, nobody help*, nobody is helping, no one help*,
    nobody cares, no one cares, you don t care, do you even, are you even, even reading, even listening,
    is this a joke, is that a joke, can t believe this, cannot believe this, unbelievable, same text
    again, again the same text, wrong again, zero replies, zero response, no response, getting nowhere,
    going in circles, going around in circles, wasted, at my wit s end, had it with you, last straw, last
    time i buy, last time i order, taking my business elsewhere, losing patience, lost patience, out of
    patience, don t help, doesn t help, didn t help, not helpful, unhelpful, does not answer my question,
    doesn t answer my question, didn t answer my question, just answer my question, simple answer to a
    simple, stop sending me, leave me alone, what is wrong with you, what s wrong with you, nothing
    works, never works, keine lust mehr, langsam reicht, meldet sich keiner, meldet sich niemand, meldet
    sich … keiner, meldet sich … niemand, keiner hilft, niemand hilft, hilft mir keiner, hilft mir
    niemand, antwortet mir niemand, antwortet mir keiner, antwortet niemand, antwortet keiner, mit meiner
    geduld, geduld … zu ende, geduld verloren, werde … ungeduldig, ihr seid echt, ihr seid doch, das ist
    ja wohl, das kann doch nicht, kann doch nicht sein, das ist doch nicht, beantworten sie endlich,
    antworte* endlich, endlich eine antwort, bringt gar nichts, bringt nichts, bringt mir gar nichts,
    frage nicht beantwortet, nicht auf meine frage, wie oft soll, wie oft muss ich noch, nie wieder,
    schlechter service, schlechter kundenservice, finally answer, for once, enough of this, enough of
    you, genug davon, genug von euch, genug von ihnen, lost a customer, losing a customer, lose me as a
    customer, kunden verloren, als kunde verloren, my patience is, patience has, get your act together,
    how hard can it be, how hard is it to, how difficult can it be, so hard to get, wie schwer kann, does
    not understand anything, doesn t understand anything, understands nothing, does not understand me,
    doesn t understand me, versteht nichts, versteht mich nicht, versteht gar nichts, chase you, running
    after, hinterherlaufen, nachlaufen, have to beg, beg for, spent my whole, wasted my, my whole
    evening, how you treat, treat people, treat customers, behandelt man, so behandeln, canned repl*,
    canned answer*, standard reply, standard answer*, textbausteine, copy paste, copy and paste, ausrede,
    ausreden, more excuses, excuses, lies, lied to me, liar*, gelogen, lügen, lügner, interessiert …
    keinen, interessiert … niemanden, ignor*, nobody picks up, no one picks up, picks up the phone, geht
    keiner ran, geht niemand ran, you promised, versprochen und, broken promises, this is getting old,
    getting on my nerves, on my nerves, auf die nerven, geht mir auf, most annoying, so annoying,
    annoying chat, annoying bot, finally do something, do something already, tut endlich, macht endlich,
    muss ich erst, do i have to come, will never recommend, won t recommend, one star, bad review,
    schlechte bewertung, einen stern, soll das, was soll das, what is the point, what s the point, point
    of this chat, no use, sinnlos, zwecklos, i m done, i am done, bin fertig mit, hanging up, bullied,
    why do i have to, why do i need to explain, why must i, what do i have to do to, what does it take
    to, how much longer, how long are you going, how long do you want, can t you read, can you not read,
    can t you just, can you not just, can t you understand, you already asked, you already said, i
    already told, i ve already told, i ve already sent, i ve already said, told you, as i said, like i
    said, i said already, don t want your, i want a solution, want an answer, want answers, want a real
    answer, not one of, none of you, none of your, i wish i had never, wish i had not ordered, wish i had
    bought, regret buying, regret ordering, always the same, it s always, every single, stop repeating,
    stop asking, stop saying, stop wasting, so tired of, i m tired of, tired of this, tired of your,
    tired of wait*, had enough of, called me back, nobody called, no one called, no one has, nobody has,
    never got a reply, never got an answer, never replied, you never, you still haven t, you have still
    not, still haven t answered, hasn t moved, get some help here, get any help, worst shop, worst
    company, worst experience, worst service, worst store, worst purchase, i hate, hate this, hate your,
    hasse, warum muss ich, was muss ich tun damit, was muss ich noch, was soll ich denn noch, warum
    dauert das so, wieso dauert das so, dauert … ewig, nicht akzeptabel, wie lange wollen sie, wie lange
    wollt ihr, wie lange soll ich, wie lange muss ich noch, schon erklärt, schon hundertmal, schon
    zigmal, zigmal, habe ich doch, hab ich doch, ich sagte doch, wie gesagt, so etwas … noch nie, sowas …
    noch nie, noch nie erlebt, können sie nicht lesen, kannst du nicht lesen, könnt ihr nicht lesen, hört
    auf, hören sie auf, hör auf, du hilfst mir nicht, sie helfen mir nicht, hilfst mir nicht, niemand
    kümmert, keiner kümmert, kümmert sich keiner, kümmert sich niemand, niemand zuständig, keiner
    zuständig, hätte ich … nie bestellt, bereue, hinhalten, vertröst*, im kreis, wieder … vertröstet
";

/// Who speaks of himself, now.
pub(super) const SELF: &str = "
    i m, i am, im, i feel, am, makes me, making me, ich bin, bin, macht mich, ich werde, i was so, feel,
    fühle mich, i m getting, i am getting, i m becoming, ich werde langsam
";

/// What he then feels.
pub(super) const FEELINGS: &str = "
    angry, furious, upset, annoyed, frustrated, disappointed, pissed, mad, outraged, livid, sauer,
    stinksauer, wütend, genervt, verärgert, enttäuscht, frustriert, empört, irritated, fuming, beyond
    annoyed, enraged, unhappy, dissatisfied, aggressiv, unzufrieden, zornig, ungehalten, let down,
    ignored, cheated, ripped off, fooled, im stich gelassen, shocked, shocking, helpless, desperate,
    exhausted, tired of, verzweifelt, ratlos, fassungslos, entsetzt, bedient, hingehalten, verschaukelt,
    impatient, sick, so tired, losing it, ungeduldig, maßlos enttäuscht, am ende meiner
";

/// Hard words, which may be said of a tent, too …
pub(super) const HARD: &str = "
    useless, worthless, stupid, dumb, idiotic, terrible, horrible, awful, worst, pathetic, garbage, crap,
    nightmare, disgrace, disgusting, a joke, incompetent, ridiculous, nutzlos, dumm, dumme, dummer, blöd,
    blöde, blöder, katastrophe, katastrophal, miserabel, unfähig, mies, mieser, lächerlich, schrecklich*,
    ein witz, schrott, müll, dumb as, bad, poor, lousy, disaster, hopeless, clueless, rude, insulting,
    appalling, shameful, idiot*, dämlich*, unbrauchbar*, unfreundlich*, peinlich*, armselig*,
    hoffnungslos*, schlechte, schlechter, das letzte, shocking, nonsense, unprofessional, unreliable,
    slow, annoying, lächerlicher, unprofessionell, langsam, unzuverlässig, grottenschlecht, unterirdisch,
    erbärmlich*, schlecht, unbrauchbar, abysmal, atrocious, dreadful, inept, hilflos, planlos, ahnungslos
";

/// … and what makes them ours.
pub(super) const AIMED_AT: &str = "
    bot, chatbot, robot, service, support, chat, company, website, experience, answers, euer, eure,
    kundendienst, kundenservice, firma, this thing, your website, you guys, you people, seid ihr, sie
    sind, ihr seid, you are, you re, are you, ihr service, ihr bot, antworten, service sein, this chat,
    this bot, the bot, this shop, dieser bot, der bot, der chat, dieser laden, this company, your people,
    your staff, your team, your answer, your answers, your last answer, your agents, ihre antworten,
    deine antworten, eure antworten, whole purchase, your shop, your company, euer chatbot, euer bot
";

/// What is counted when patience ends …
pub(super) const AGAIN: &str = "
    third time, second time, fourth time, fifth time, tenth time, three times, four times, five times,
    many times, times now, again and again, over and over, dreimal, zum dritten mal, zum zweiten mal, zum
    vierten mal, zum hundertsten mal, schon wieder, schon mehrmals, already told, already asked, already
    said, already sent, keep giving me, keep sending me, keep saying, keep asking, schon gesagt, schon
    geschrieben, immer wieder, immer die gleiche, immer dieselbe, hundredth time, twice already, five
    times already, times already, times before, i keep, you keep, same message, same mistake, same thing,
    third email, second email, third mail, fünfmal, viermal, zehnmal, zum x ten mal, ständig, zum
    hundertsten, immer noch nicht, derselbe fehler, dauernd, every time, every single time, each time,
    jedes mal, yet again, once again, wieder nur, zum wiederholten, wieder einmal, hundred times, tausend
    mal, tausendmal, hundertmal
";

/// … and what is then said, asked or broken again.
pub(super) const REPEATED: &str = "
    i ask*, ask, asked, asking, i write, i told, told you, i said, i have to, i repeat, repeat, explain*,
    contact*, broken, same answer, same question, same text, gefragt, geschrieben, gesagt, erklärt,
    kaputt, antwort, frage, i ve written, written to you, called, i explained, i ve explained, getting
    the same, get the same, wrong, no repl*, zero repl*, zum … nein, angerufen, fehler, i call, nonsense,
    excuse, ausrede, the same, dieselbe, das gleiche, das selbe, dasselbe, promise*, wieder
";

/// Waiting that is told, not asked about …
pub(super) const WAITING: &str = "
    been waiting, waited, still waiting, keep waiting, waiting for, warte, gewartet, no answer, no reply,
    keine antwort, hold for, still no, still not, and nothing, noch immer, immer noch, no news, nothing
    since, hold … for, keine rückmeldung, nothing happens, nichts passiert,  warten, waiting since
";

/// … for too long.
pub(super) const LONG: &str = "
    weeks, months, for days, hours, an hour, forever, ages, long enough, wochen, monaten, tagen, stunden,
    ewig, ewigkeit*, month, week, days now, all day, two weeks, seit tagen, seit wochen, monate, far too
    long, too long, so long, zu lange, schon so lange
";

/// Whoever says this is at ease, whatever else the sentence holds.
pub(super) const CALM: &str = "
    thanks, thank you, no rush, no problem, no stress, happy to, love it, i love, not … angry, not …
    annoyed, not … upset, not … mad, not … disappointed, not … frustrated, sorry for, sorry to, danke,
    kein problem, kein stress, keine eile, gerne, nicht sauer, nicht wütend, nicht böse, nicht genervt,
    nicht enttäuscht, nicht nerven, günstig, looking forward, super, freue mich, no hurry, take your
    time, lassen sie sich zeit, not bad, wasn t angry
";
