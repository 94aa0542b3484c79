"""What a charter says from its first day of what customers can do when a promise is not kept.

Organisations put it in their own words; none of them goes without it.
"""

from core.texts import Text

REDRESS = Text(
    nl="""\
Komen wij een engagement niet na? **Zeg het ons.** U dient een klacht in langs het formulier op onze pagina, per e-mail, per brief, per telefoon of aan het loket. Op de bevestiging staat hoe u uw dossier volgt.

- Wij bevestigen dat wij uw klacht ontvangen hebben en zeggen tegen welke dag u een antwoord krijgt.
- Was uw klacht gegrond, dan zeggen wij wat wij rechtzetten.

Bent u niet tevreden met ons antwoord, of krijgt u er geen? Dan kunt u gratis naar de [federale Ombudsman](https://www.federaalombudsman.be).

**Een klacht bij ons schorst de beroepstermijnen niet.** Wilt u een beslissing betwisten, stel dan op tijd het beroep in dat erin vermeld staat.""",
    fr="""\
Nous n’avons pas tenu un engagement ? **Dites-le-nous.** Vous pouvez introduire une plainte au moyen du formulaire de notre page, par e-mail, par lettre, par téléphone ou au guichet. La confirmation indique comment suivre votre dossier.

- Nous confirmons la réception de votre plainte et annonçons pour quel jour vous aurez une réponse.
- Si votre plainte est fondée, nous disons ce que nous corrigeons.

Notre réponse ne vous satisfait pas, ou vous n’en recevez pas ? Vous pouvez vous adresser gratuitement au [Médiateur fédéral](https://www.mediateurfederal.be).

**Une plainte auprès de nous ne suspend pas les délais de recours.** Pour contester une décision, introduisez à temps le recours qu’elle mentionne.""",
    de="""\
Haben wir eine Verpflichtung nicht eingehalten? **Sagen Sie es uns.** Sie können eine Beschwerde über das Formular auf unserer Seite, per E-Mail, per Brief, telefonisch oder am Schalter einreichen. In der Bestätigung steht, wie Sie Ihre Akte verfolgen.

- Wir bestätigen den Empfang Ihrer Beschwerde und teilen mit, bis zu welchem Tag Sie eine Antwort erhalten.
- War Ihre Beschwerde begründet, sagen wir, was wir berichtigen.

Sind Sie mit unserer Antwort nicht zufrieden oder erhalten Sie keine? Dann können Sie sich kostenlos an den [föderalen Ombudsmann](https://www.federalombudsman.be) wenden.

**Eine Beschwerde bei uns setzt die Rechtsmittelfristen nicht aus.** Wollen Sie eine Entscheidung anfechten, legen Sie rechtzeitig das darin angegebene Rechtsmittel ein.""",
    en="""\
Have we not kept a commitment? **Tell us.** You can file a complaint with the form on our page, by e-mail, by letter, by telephone or at the counter. The confirmation says how to follow your case.

- We confirm that we have received your complaint and say by which day you will have an answer.
- If your complaint is founded, we say what we put right.

Are you not satisfied with our answer, or do you receive none? You can turn to the [Federal Ombudsman](https://www.federalombudsman.be), free of charge.

**A complaint to us does not suspend appeal periods.** To contest a decision, lodge in time the appeal that it mentions.""",
)
