"""What people call the services of the demonstration, in their own words: a phrase a line."""

from core.texts import Text

# Organisation to code of the service to phrases in the four languages.
WORDS: dict[str, dict[str, Text]] = {
    "FIN": {
        "income_tax": Text(
            nl="belastingbrief\nbelastingen invullen\naangifte indienen\naanslagbiljet\nTax-on-web\nvoorstel van vereenvoudigde aangifte",
            fr="feuille d'impôts\nremplir ma déclaration\ndéclaration d'impôts\navertissement-extrait de rôle\nTax-on-web\nproposition de déclaration simplifiée",
            de="Steuererklärung ausfüllen\nEinkommensteuer\nSteuerbescheid\nTax-on-web",
            en="tax form\nfill in my tax return\nincome tax\ntax bill",
        ),
        "refund": Text(
            nl="geld terug van de belastingen\nterugkrijgen\nte veel betaald\nteruggave\nwanneer word ik terugbetaald",
            fr="récupérer l'argent des impôts\ntrop payé\nremboursement pas encore reçu\nversement\nargent qui n'arrive pas",
            de="Geld vom Finanzamt zurück\nzu viel bezahlt\nRückzahlung",
            en="money back from taxes\npaid too much\nrefund not received",
        ),
        "recovery": Text(
            nl="in schijven betalen\nafbetalen\nuitstel van betaling\nschulden\nboete\naanmaning\ndeurwaarder\nik kan niet betalen",
            fr="payer en plusieurs fois\nétaler le paiement\ndélai de paiement\ndettes\namende\nrappel\nsommation\nhuissier\nje ne sais pas payer",
            de="in Raten zahlen\nZahlungsaufschub\nSchulden\nMahnung\nGerichtsvollzieher",
            en="pay in instalments\npayment plan\ndebts\nfine\nreminder\nbailiff",
        ),
        "customs": Text(
            nl="pakje uit China\npakketje van buiten Europa\ninvoerkosten\ninvoerrechten\ntol\nonline gekocht\npost houdt mijn pakje vast",
            fr="colis bloqué\npaquet venant de Chine\nfrais d'importation\ndroits de douane\ncommande en ligne hors d'Europe",
            de="Paket aus China\nEinfuhrabgaben\nZollgebühren\nOnline-Bestellung",
            en="parcel from China\nimport duties\nordered online outside Europe",
        ),
        "property": Text(
            nl="huis gekocht\ngrond\nperceel\neigenaar\nnotaris\nkadastraal inkomen\nonroerende voorheffing\nhuurcontract registreren",
            fr="acheter une maison\nterrain\nparcelle\npropriétaire\nnotaire\nrevenu cadastral\nprécompte immobilier\nenregistrer un bail",
            de="Haus gekauft\nGrundstück\nEigentümer\nNotar\nKatastereinkommen\nMietvertrag",
            en="bought a house\nland\nowner\nnotary\ncadastral income\nregister a lease",
        ),
        "contact": Text(
            nl="bellen\nafspraak maken\nkantoor\nopeningsuren\nniemand neemt op",
            fr="appeler\nprendre rendez-vous\nbureau\nheures d'ouverture\npersonne ne décroche",
            de="anrufen\nTermin vereinbaren\nBüro\nÖffnungszeiten",
            en="call\nmake an appointment\noffice\nopening hours",
        ),
    },
    "INAMI": {
        "care": Text(
            nl="dokter\ntandarts\nziekenhuisfactuur\nremgeld\ngeneesmiddelen\nmedicijnen\nbril\nkinesist\nmutualiteit\nziekenfonds\nmaximumfactuur",
            fr="médecin\ndentiste\nfacture d'hôpital\nticket modérateur\nmédicaments\nlunettes\nkiné\nmutuelle\nmutualité\nmaximum à facturer",
            de="Arzt\nZahnarzt\nKrankenhausrechnung\nMedikamente\nBrille\nKrankenkasse",
            en="doctor\ndentist\nhospital bill\nmedicines\nglasses\nhealth insurance fund",
        ),
        "invalidity": Text(
            nl="langdurig ziek\narbeidsongeschikt\nniet meer kunnen werken\nuitkering\nadviserend arts\nburn-out",
            fr="malade depuis un an\nlongue maladie\nincapacité de travail\nne plus pouvoir travailler\nindemnités\nmédecin-conseil\nburn-out",
            de="lange krank\narbeitsunfähig\nnicht mehr arbeiten können\nKrankengeld\nBurn-out",
            en="long-term sick\nunable to work\nsickness benefit\nburn-out",
        ),
        "providers": Text(
            nl="Riziv-nummer\nzich vestigen als arts\nverpleegkundige\nkinesitherapeut\nconventie\nderdebetaler\npraktijk beginnen",
            fr="numéro Inami\ns'installer comme médecin\ninfirmière\nkinésithérapeute\nconventionné\ntiers payant\nouvrir un cabinet",
            de="LIKIV-Nummer\nsich als Arzt niederlassen\nKrankenpfleger\nPraxis eröffnen",
            en="provider number\nset up as a doctor\nnurse\nopen a practice",
        ),
        "accidents": Text(
            nl="medische fout\nfout van de dokter\nmislukte operatie\nschadevergoeding\ninfectie in het ziekenhuis",
            fr="erreur médicale\nfaute du chirurgien\nopération ratée\ndédommagement\ninfection à l'hôpital",
            de="Behandlungsfehler\nFehler des Arztes\nmissglückte Operation\nSchadenersatz",
            en="medical error\nmistake of the doctor\nfailed operation\ndamages",
        ),
        "abroad": Text(
            nl="ziek op reis\nziek op vakantie\nziekenhuis in Spanje\nEuropese ziekteverzekeringskaart\noperatie in Frankrijk",
            fr="malade en voyage\nmalade en vacances\nhôpital en Espagne\ncarte européenne d'assurance maladie\nse faire opérer en France",
            de="krank auf Reisen\nkrank im Urlaub\nEuropäische Krankenversicherungskarte\nOperation in Frankreich",
            en="ill on holiday\nill while travelling\nEuropean health insurance card\noperation in France",
        ),
        "contact": Text(
            nl="bellen\nRiziv bereiken\nadres\nwebsite werkt niet",
            fr="appeler\njoindre l'Inami\nadresse\nle site ne marche pas",
            de="anrufen\nLIKIV erreichen\nAdresse",
            en="call\nreach us\naddress\nwebsite does not work",
        ),
    },
    "BOSA": {
        "selection": Text(
            nl="vacature\nsolliciteren\nwerken bij de overheid\nambtenaar worden\nexamen\nselectieproef\njob bij de staat",
            fr="offre d'emploi\npostuler\ntravailler pour l'État\ndevenir fonctionnaire\nexamen\nconcours\nboulot",
            de="Stellenangebot\nsich bewerben\nBeamter werden\nPrüfung",
            en="vacancy\napply for a job\nwork for the state\nbecome a civil servant\nexam",
        ),
        "language_test": Text(
            nl="taalexamen\ntaalattest\ntweetalig\ntaalpremie\nbewijzen dat ik Frans ken",
            fr="examen de langue\nbrevet linguistique\nbilingue\nprime linguistique\nprouver que je parle néerlandais",
            de="Sprachzeugnis\nzweisprachig\nSprachprämie",
            en="language certificate\nbilingual\nlanguage bonus",
        ),
        "sign_in": Text(
            nl="itsme\neID\nkaartlezer\ninloggen\nwachtwoord vergeten\ndigitale sleutel\nniet kunnen aanmelden",
            fr="itsme\neID\nlecteur de carte\nse connecter\nmot de passe oublié\nclé numérique\nconnexion impossible",
            de="itsme\neID\nKartenleser\neinloggen\nPasswort vergessen",
            en="itsme\neID\ncard reader\nlog in\nforgotten password",
        ),
        "pay": Text(
            nl="loon\nloonbrief\nsalaris\nvakantiegeld\neindejaarstoelage\nloonfiche",
            fr="salaire\nfiche de paie\npaie\npécule de vacances\nallocation de fin d'année",
            de="Lohn\nGehaltsabrechnung\nUrlaubsgeld\nJahresendzulage",
            en="wage\nsalary\npay slip\nholiday pay\nend-of-year allowance",
        ),
        "tenders": Text(
            nl="aanbesteding\nofferte indienen\nleverancier van de overheid\nbestek\ne-procurement",
            fr="appel d'offres\ndéposer une offre\nsoumission\nfournisseur de l'État\ncahier des charges\ne-procurement",
            de="Ausschreibung\nAngebot einreichen\nLieferant des Staates\nLastenheft",
            en="call for tenders\nsubmit a tender\nsupplier of the state\nspecifications",
        ),
        "contact": Text(
            nl="bellen\nmailen\nBOSA bereiken\nhelpdesk",
            fr="appeler\nécrire un e-mail\njoindre le BOSA\nhelpdesk",
            de="anrufen\nE-Mail schreiben\nBOSA erreichen",
            en="call\nwrite an e-mail\nreach BOSA\nhelpdesk",
        ),
    },
}
