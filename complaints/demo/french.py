"""The demonstration in French."""

from complaints.demo.words import OVERTURNED, UPHELD, Misdirected, Pen, Request, Theme, Told, Voice
from complaints.enums import Decision, Finding, Move, Nature, Remedy, SecondLine

COMPLAINTS = {
    "FIN": (
        Told(
            "income_tax",
            Theme.WEBSITE,
            "Déclaration en ligne bloquée à la dernière page",
            "Impossible d'envoyer ma déclaration : le dernier bouton me renvoie chaque fois à la page d'accueil. J'ai essayé pendant {minutes} minutes, sur deux ordinateurs.",
        ),
        Told(
            "income_tax",
            Theme.INFORMATION,
            "Deux réponses différentes sur les frais de garde",
            "En {month}, on m'a dit par téléphone que ces frais étaient déductibles. Au guichet de {town}, on m'a affirmé le contraire. Qui dois-je croire ?",
        ),
        Told(
            "income_tax",
            Theme.MISTAKE,
            "Enfant à charge oublié dans ma déclaration",
            "Ma proposition de déclaration simplifiée ignore ma fille, née en {month}. J'ai déjà signalé l'erreur l'an dernier.",
        ),
        Told(
            "income_tax",
            Theme.REASONS,
            "Déclaration corrigée sans explication",
            "Ma déclaration a été corrigée et je dois payer un supplément. La lettre ne dit nulle part ce qui était faux.",
        ),
        Told(
            "income_tax",
            Theme.LANGUAGE,
            "Avertissement-extrait de rôle reçu en néerlandais",
            "Je suis francophone et je l'ai toujours indiqué. Pour la deuxième fois, mon avertissement-extrait de rôle arrive en néerlandais.",
        ),
        Told(
            "refund",
            Theme.DELAY,
            "Remboursement toujours pas reçu",
            "Ma réclamation a été acceptée en {month}. On m'annonçait le remboursement dans les deux mois. {weeks} semaines plus tard, toujours rien sur mon compte.",
        ),
        Told(
            "refund",
            Theme.LOST,
            "Numéro de compte communiqué trois fois",
            "J'ai transmis mon nouveau numéro de compte par le formulaire, par courrier puis au guichet de {town}. On me le redemande encore.",
        ),
        Told(
            "refund",
            Theme.MISTAKE,
            "Virement parti sur un compte clôturé",
            "Mon remboursement a été versé sur un compte fermé depuis des années. Personne ne m'a prévenu que le virement était revenu.",
        ),
        Told(
            "refund",
            Theme.SILENCE,
            "Aucune réponse sur mon remboursement",
            "J'ai écrit trois fois depuis {month} pour savoir où en est mon remboursement. Aucune réponse, pas même un accusé de réception.",
        ),
        Told(
            "refund",
            Theme.INFORMATION,
            "Date de remboursement qui change à chaque appel",
            "Au téléphone, on me donne chaque fois une autre date. Voilà {weeks} semaines que le paiement « est parti ».",
        ),
        Told(
            "recovery",
            Theme.REASONS,
            "Plan de paiement refusé sans motif",
            "Ma demande de plan de paiement a été refusée en une ligne. J'avais joint tous mes justificatifs et j'aimerais comprendre.",
        ),
        Told(
            "recovery",
            Theme.DELAY,
            "Plan de paiement : {weeks} semaines d'attente",
            "J'attends depuis {weeks} semaines une décision sur mon plan de paiement. Entre-temps, les intérêts continuent de courir.",
        ),
        Told(
            "recovery",
            Theme.MISTAKE,
            "Rappel pour une somme déjà payée",
            "J'ai payé en {month}, preuve à l'appui, et je reçois malgré tout un rappel avec des frais.",
        ),
        Told(
            "recovery",
            Theme.TONE,
            "Ton menaçant au téléphone",
            "La personne qui m'a appelé au sujet de ma dette m'a coupé la parole et m'a raccroché au nez. J'attendais au moins de la politesse.",
        ),
        Told(
            "customs",
            Theme.DELAY,
            "Colis bloqué à la douane depuis {weeks} semaines",
            "Un livre d'une valeur de vingt euros attend depuis {weeks} semaines. Le suivi ne change pas et personne ne peut me dire ce qui manque.",
        ),
        Told(
            "customs",
            Theme.INFORMATION,
            "Droits d'importation incompréhensibles",
            "Le calcul des droits sur mon colis ne correspond pas à ce que le site annonce. J'ai relu la page trois fois.",
        ),
        Told(
            "customs",
            Theme.SILENCE,
            "Demande de remboursement de droits sans suite",
            "Le colis a été renvoyé en {month}. J'ai demandé le remboursement des droits payés et je n'ai plus de nouvelles.",
        ),
        Told(
            "property",
            Theme.MISTAKE,
            "Revenu cadastral d'un garage démoli",
            "Le garage a été démoli il y a deux ans. Il figure toujours dans mon revenu cadastral, malgré ma déclaration de {month}.",
        ),
        Told(
            "property",
            Theme.DELAY,
            "Extrait cadastral attendu depuis {weeks} semaines",
            "Le notaire attend cet extrait pour signer. Ma demande date de {weeks} semaines.",
        ),
        Told(
            "property",
            Theme.LOST,
            "Acte envoyé, puis demandé à nouveau",
            "J'ai déposé l'acte contre récépissé au bureau de {town}. Six semaines plus tard, une lettre me réclame le même document.",
        ),
        Told(
            "contact",
            Theme.WAITING,
            "{minutes} minutes d'attente au téléphone",
            "J'ai attendu {minutes} minutes avant que la ligne soit coupée. C'est la troisième fois cette semaine.",
        ),
        Told(
            "contact",
            Theme.TONE,
            "Ton déplacé au guichet de {town}",
            "La personne au guichet a soupiré, levé les yeux au ciel et parlé de moi à sa collègue comme si je n'étais pas là.",
        ),
        Told(
            "contact",
            Theme.WAITING,
            "Rendez-vous annulé sans prévenir",
            "J'avais pris congé pour ce rendez-vous à {town}. Sur place, on m'apprend qu'il est annulé depuis la veille.",
        ),
        Told(
            "contact",
            Theme.ACCESS,
            "Guichet inaccessible en fauteuil roulant",
            "L'ascenseur du bureau de {town} est en panne depuis {month}. Je n'ai pas pu me rendre à mon rendez-vous.",
        ),
        Told(
            "contact",
            Theme.COMPLAINT,
            "Ma première plainte est restée sans réponse",
            "J'ai introduit une plainte en {month}. Depuis l'accusé de réception, plus rien. Je la répète donc.",
        ),
        Told(
            "contact",
            Theme.WEBSITE,
            "Formulaire de rendez-vous en panne",
            "Le calendrier des rendez-vous ne propose aucune date, quel que soit le bureau choisi. Par téléphone, on me renvoie au site.",
        ),
    ),
    "INAMI": (
        Told(
            "care",
            Theme.INFORMATION,
            "Tarif annoncé, autre tarif remboursé",
            "Le site indiquait un montant pour cette prestation. J'ai été remboursé d'après un autre, et personne ne sait m'expliquer lequel est le bon.",
        ),
        Told(
            "care",
            Theme.DELAY,
            "Demande d'intervention sans décision depuis {weeks} semaines",
            "Ma demande est complète depuis {weeks} semaines. Le traitement a commencé et je ne sais toujours pas ce qui restera à ma charge.",
        ),
        Told(
            "care",
            Theme.REASONS,
            "Refus d'intervention en deux lignes",
            "La lettre dit que les conditions ne sont pas remplies, sans dire lesquelles. Mon médecin ne comprend pas davantage.",
        ),
        Told(
            "invalidity",
            Theme.DELAY,
            "Décision d'invalidité attendue depuis {weeks} semaines",
            "J'ai été examiné en {month}. Depuis, j'attends la décision, et mon employeur aussi.",
        ),
        Told(
            "invalidity",
            Theme.TONE,
            "Examen mené sans écoute",
            "L'examen a duré cinq minutes. On ne m'a pas laissé finir mes phrases et on a mis ma parole en doute.",
        ),
        Told(
            "invalidity",
            Theme.LOST,
            "Rapport médical égaré deux fois",
            "Mon spécialiste a envoyé son rapport en {month} et une deuxième fois depuis. On me dit toujours qu'il manque.",
        ),
        Told(
            "invalidity",
            Theme.INFORMATION,
            "Convocation reçue après la date",
            "La convocation est arrivée deux jours après l'examen. On me reproche maintenant mon absence.",
        ),
        Told(
            "providers",
            Theme.DELAY,
            "Numéro attendu pour commencer à travailler",
            "Je suis diplômée et engagée. Sans ce numéro, je ne peux pas commencer, et ma demande date de {weeks} semaines.",
        ),
        Told(
            "providers",
            Theme.WEBSITE,
            "Espace en ligne fermé sans avertissement",
            "Depuis {month}, l'espace des dispensateurs affiche une erreur à chaque connexion. Mes attestations attendent.",
        ),
        Told(
            "providers",
            Theme.MISTAKE,
            "Ancienne adresse dans mon dossier",
            "J'ai déménagé mon cabinet il y a un an. Le courrier part toujours à l'ancienne adresse malgré deux corrections.",
        ),
        Told(
            "accidents",
            Theme.DELAY,
            "Avis médical attendu depuis plus d'un an",
            "On m'avait parlé de quelques mois. Chaque fois que j'appelle, on me répond que l'expertise est en cours.",
        ),
        Told(
            "accidents",
            Theme.SILENCE,
            "Plus de nouvelles de mon dossier",
            "Mon dernier contact date de {month}. Mes deux messages sont restés sans réponse.",
        ),
        Told(
            "abroad",
            Theme.INFORMATION,
            "Formulaire conseillé, puis refusé",
            "On m'a conseillé un formulaire pour mes soins à l'étranger. À mon retour, on me dit que ce n'était pas le bon.",
        ),
        Told(
            "abroad",
            Theme.DELAY,
            "Soins à l'étranger : autorisation arrivée trop tard",
            "J'ai reçu l'autorisation le lendemain de mon départ, {weeks} semaines après ma demande.",
        ),
        Told(
            "contact",
            Theme.WAITING,
            "Ligne occupée toute la matinée",
            "J'appelle chaque matin entre neuf et onze heures. Soit c'est occupé, soit j'attends {minutes} minutes pour rien.",
        ),
        Told(
            "contact",
            Theme.LANGUAGE,
            "Lettre en néerlandais, malgré ma demande",
            "J'ai demandé le français à chaque contact. La dernière lettre est encore arrivée en néerlandais.",
        ),
        Told(
            "contact",
            Theme.COMPLAINT,
            "Plainte classée sans que je le sache",
            "J'ai appris par hasard que ma plainte de {month} était close. Je n'ai jamais reçu de réponse.",
        ),
    ),
    "BOSA": (
        Told(
            "selection",
            Theme.REASONS,
            "Échec à l'entretien sans explication",
            "La lettre donne une note, rien de plus. J'ai demandé un retour en {month} et je n'ai reçu que des phrases toutes faites.",
        ),
        Told(
            "selection",
            Theme.WEBSITE,
            "Test en ligne interrompu",
            "Le test s'est arrêté à la question douze. À la reconnexion, mes réponses étaient perdues et le temps écoulé.",
        ),
        Told(
            "selection",
            Theme.DELAY,
            "Résultat de sélection attendu depuis {weeks} semaines",
            "On nous promettait le résultat dans le mois. Cela fait {weeks} semaines, et j'ai une autre offre.",
        ),
        Told(
            "selection",
            Theme.ACCESS,
            "Aménagement raisonnable oublié",
            "J'avais demandé du temps supplémentaire pour raison de dyslexie. Le jour du test, personne n'était au courant.",
        ),
        Told(
            "language_test",
            Theme.INFORMATION,
            "Convocation avec la mauvaise adresse",
            "La convocation indiquait un autre bâtiment. Je suis arrivé en retard et l'on m'a refusé l'accès au test.",
        ),
        Told(
            "language_test",
            Theme.MISTAKE,
            "Certificat avec un niveau erroné",
            "J'ai réussi le niveau demandé, mais mon certificat en mentionne un autre. La correction traîne depuis {month}.",
        ),
        Told(
            "sign_in",
            Theme.WEBSITE,
            "Connexion refusée aux services en ligne",
            "Ma carte est valable et mon lecteur fonctionne ailleurs. Ici, la page tourne sans fin depuis {month}.",
        ),
        Told(
            "sign_in",
            Theme.WAITING,
            "{minutes} minutes d'attente à l'assistance",
            "J'ai attendu {minutes} minutes pour m'entendre dire de vider le cache de mon navigateur.",
        ),
        Told(
            "pay",
            Theme.MISTAKE,
            "Allocation oubliée sur mon traitement",
            "L'allocation accordée en {month} n'apparaît toujours pas sur ma fiche de traitement.",
        ),
        Told(
            "pay",
            Theme.SILENCE,
            "Question sur mon traitement sans réponse",
            "J'ai envoyé trois messages au sujet de mon ancienneté pécuniaire. Aucune réponse en {weeks} semaines.",
        ),
        Told(
            "tenders",
            Theme.WEBSITE,
            "Dépôt d'une offre impossible le dernier jour",
            "La plateforme était indisponible pendant les deux dernières heures. Notre offre n'a pas pu être déposée.",
        ),
        Told(
            "tenders",
            Theme.INFORMATION,
            "Mode d'emploi dépassé",
            "Le mode d'emploi du site montre des écrans qui n'existent plus. Nous avons perdu une journée.",
        ),
        Told(
            "contact",
            Theme.TONE,
            "Réponse cassante par téléphone",
            "On m'a répondu que je n'avais qu'à lire le site. C'est précisément le site que je ne comprenais pas.",
        ),
        Told(
            "contact",
            Theme.COMPLAINT,
            "Plainte renvoyée d'un service à l'autre",
            "Ma plainte de {month} a changé trois fois de service. Chacun me dit que c'est l'autre qui répondra.",
        ),
    ),
}

REQUESTS = {
    "FIN": (
        Request(
            Nature.QUESTION,
            "income_tax",
            "Puis-je encore modifier ma déclaration ?",
            "J'ai envoyé ma déclaration hier et j'ai oublié un montant. Comment la corriger ?",
        ),
        Request(
            Nature.QUESTION,
            "refund",
            "Où indiquer mon nouveau numéro de compte ?",
            "Je change de banque et je voudrais que mon remboursement arrive au bon endroit.",
        ),
        Request(
            Nature.SUGGESTION,
            "income_tax",
            "Un rappel avant la date limite",
            "Un message une semaine avant la date limite de la déclaration éviterait bien des retards.",
        ),
        Request(
            Nature.SUGGESTION,
            "contact",
            "Des rendez-vous en soirée",
            "Un soir par semaine, un guichet ouvert jusqu'à dix-neuf heures aiderait ceux qui travaillent.",
        ),
        Request(
            Nature.COMPLIMENT,
            "contact",
            "Merci au guichet de {town}",
            "La personne qui m'a reçu a pris le temps de tout m'expliquer. Cela mérite d'être dit.",
        ),
        Request(
            Nature.COMPLIMENT,
            "recovery",
            "Un plan de paiement réglé avec humanité",
            "On m'a écouté et on a trouvé une solution en dix minutes. Merci.",
        ),
        Request(
            Nature.NOTIFICATION,
            "contact",
            "Lien mort sur une page du site",
            "Le lien vers le formulaire de rendez-vous mène à une page vide.",
        ),
        Request(
            Nature.NOTIFICATION,
            "customs",
            "Faux message qui imite la douane",
            "J'ai reçu un message qui réclame des frais pour un colis que je n'attends pas. Je vous le signale.",
        ),
    ),
    "INAMI": (
        Request(
            Nature.QUESTION,
            "care",
            "Quel tarif pour une séance de kinésithérapie ?",
            "Je cherche le tarif officiel et je ne trouve pas la bonne page.",
        ),
        Request(
            Nature.QUESTION,
            "abroad",
            "Quels papiers pour un séjour d'études ?",
            "Ma fille part un an à l'étranger. Quels documents doit-elle demander avant son départ ?",
        ),
        Request(
            Nature.SUGGESTION,
            "invalidity",
            "Annoncer la durée de l'examen",
            "La convocation pourrait dire combien de temps dure l'examen et ce qu'il faut apporter.",
        ),
        Request(
            Nature.COMPLIMENT,
            "contact",
            "Une réponse claire en une journée",
            "J'ai reçu le lendemain une réponse complète et compréhensible. Bravo.",
        ),
        Request(
            Nature.NOTIFICATION,
            "care",
            "Montant périmé sur une page",
            "Le tableau des montants porte encore l'année passée.",
        ),
    ),
    "BOSA": (
        Request(
            Nature.QUESTION,
            "language_test",
            "Quand aura lieu le prochain test ?",
            "Je voudrais m'inscrire au test de niveau élémentaire. Quelles sont les prochaines dates ?",
        ),
        Request(
            Nature.SUGGESTION,
            "selection",
            "Un exemple de test avant l'épreuve",
            "Un court test d'essai permettrait de vérifier son ordinateur avant le jour même.",
        ),
        Request(
            Nature.COMPLIMENT,
            "sign_in",
            "Assistance patiente et efficace",
            "La personne m'a guidé pas à pas jusqu'à ce que tout fonctionne. Un grand merci.",
        ),
        Request(
            Nature.NOTIFICATION,
            "contact",
            "Faute dans le titre d'une page",
            "Une faute s'est glissée dans le titre de la page sur les sélections.",
        ),
    ),
}

REFUSED = {
    "anonymous": (
        "Un agent que je ne nommerai pas",
        "Je ne donne pas mon nom. Cette personne arrive en retard et s'en vante. Faites quelque chose.",
    ),
    "older_than_one_year": (
        "Erreur d'il y a six ans",
        "Il y a six ans, un de vos agents s'est trompé dans mon dossier. Je n'ai jamais oublié.",
    ),
    "not_competent": (
        "Poubelles non ramassées dans ma rue",
        "Voilà trois semaines que les poubelles ne sont plus ramassées. Que fait l'État ?",
    ),
    "appeal_available": (
        "Je conteste votre décision",
        "Je ne suis pas d'accord avec le montant que vous avez calculé et je demande que la décision soit revue.",
    ),
    "pending_in_court": (
        "Affaire en cours au tribunal",
        "Le tribunal doit se prononcer au printemps, mais je veux que vous reconnaissiez votre erreur avant.",
    ),
    "with_ombudsman": (
        "Dossier que le Médiateur examine déjà",
        "Le Médiateur fédéral a mon dossier depuis un mois. Je vous l'envoie aussi, pour aller plus vite.",
    ),
    "policy_or_legislation": (
        "Cette loi est injuste",
        "Je n'ai rien à reprocher à vos services, mais cette loi devrait être changée.",
    ),
    "unsubstantiated": ("Rien ne va", "Rien ne va jamais chez vous. C'est toujours la même chose."),
    "information_request": (
        "Comment faire ma demande ?",
        "C'est une plainte : je ne trouve pas comment faire ma demande. Quels papiers faut-il ?",
    ),
    "suggestion_only": (
        "Vous devriez changer la couleur du site",
        "Le site serait plus agréable avec des couleurs plus vives.",
    ),
    "oral": (
        "Mécontentement exprimé au téléphone",
        "La personne se dit mécontente, ne souhaite pas écrire et ne donne pas de détails.",
    ),
    "no_personal_interest": (
        "Au sujet du dossier de mon voisin",
        "Mon voisin a attendu trop longtemps sa décision. Lui ne veut rien dire, alors je le fais.",
    ),
    "fraud_report_other_channel": (
        "Je dénonce une fraude",
        "Je connais quelqu'un qui travaille sans rien déclarer. Je veux qu'on le contrôle.",
    ),
}

MISDIRECTED = (
    Misdirected(
        "FIN",
        "",
        "Service public de Wallonie, Fiscalité",
        "Taxe de circulation payée deux fois",
        "J'ai payé deux fois la taxe de circulation de ma voiture et personne ne me rembourse.",
    ),
    Misdirected(
        "FIN",
        "BOSA",
        "",
        "Impossible de me connecter avec ma carte d'identité",
        "La page de connexion refuse ma carte d'identité électronique. Ma déclaration n'y est pour rien : c'est la connexion.",
        Theme.WEBSITE,
    ),
    Misdirected(
        "FIN",
        "INAMI",
        "",
        "Décision d'invalidité en retard",
        "Je ne sais pas à qui écrire : ma décision d'invalidité n'arrive pas.",
    ),
    Misdirected(
        "INAMI",
        "",
        "la mutualité du plaignant",
        "Ma mutualité ne rembourse pas",
        "Ma mutualité a perdu mes attestations de soins et ne me rembourse pas.",
    ),
    Misdirected(
        "INAMI",
        "FIN",
        "",
        "Indemnités imposées deux fois",
        "Mes indemnités figurent deux fois sur mon avertissement-extrait de rôle.",
    ),
    Misdirected(
        "BOSA",
        "",
        "Actiris",
        "Aucune réponse de mon conseiller emploi",
        "Mon conseiller à Bruxelles ne répond plus à mes messages.",
    ),
    Misdirected(
        "BOSA",
        "FIN",
        "",
        "Remboursement d'impôt en retard",
        "J'attends mon remboursement d'impôt depuis trois mois et je ne sais pas où me plaindre.",
    ),
)

VOICE = Voice(
    complaints=COMPLAINTS,
    requests=REQUESTS,
    refused=REFUSED,
    misdirected=MISDIRECTED,
    replies=(
        "Voici les précisions demandées. J'ai joint ce que j'avais encore.",
        "Cela s'est passé un mardi matin, vers dix heures. Je n'ai pas noté le nom de la personne.",
        "Oui, j'ai gardé la lettre. Elle porte bien cette référence.",
        "Je vous confirme que rien n'a changé depuis mon message.",
    ),
    months=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    towns=("Liège", "Namur", "Charleroi", "Mons", "Arlon", "Tournai", "Wavre", "Bruxelles"),
)

PEN = Pen(
    opening="Vous nous avez écrit au sujet de « {subject} ». Une personne qui n'était pas mêlée à l'affaire a examiné ce qui s'est passé.",
    findings={
        Finding.FOUNDED: "Votre plainte est fondée.",
        Finding.PARTLY_FOUNDED: "Votre plainte est partiellement fondée.",
        Finding.UNFOUNDED: "Votre plainte n'est pas fondée.",
        Finding.NO_OPINION: "Nous ne pouvons pas nous prononcer sur votre plainte.",
    },
    reasons={
        Theme.DELAY: (
            "Votre dossier est resté sans suite plus longtemps qu'il n'aurait dû, et personne ne vous a averti de ce retard.",
            "Votre dossier a été traité dans l'ordre d'arrivée et dans le délai annoncé. L'attente est réelle, mais elle n'est pas due à une faute du service.",
        ),
        Theme.SILENCE: (
            "Vos messages nous sont bien parvenus. Ils n'ont pas été transmis au gestionnaire du dossier, et vous auriez dû recevoir une réponse.",
            "Une réponse vous a été envoyée dans le délai annoncé, à l'adresse que vous aviez indiquée.",
        ),
        Theme.TONE: (
            "L'accueil que vous avez reçu n'était pas digne d'un service public. Le responsable en a parlé avec la personne concernée.",
            "Nous avons entendu la personne qui vous a reçu et un collègue présent. Rien ne permet de conclure à un manque de courtoisie.",
        ),
        Theme.WAITING: (
            "Ce jour-là, trop peu de collègues étaient présents. Vous avez perdu votre temps, et nous ne vous avions pas prévenu.",
            "L'affluence de ce jour-là était annoncée sur notre site, et chacun a été aidé à son tour. Nous comprenons votre déception.",
        ),
        Theme.WEBSITE: (
            "Le service en ligne a bien connu une panne. Elle est réparée, mais la page n'en disait rien et n'offrait aucune autre voie.",
            "Nous n'avons pas retrouvé de panne à ce moment. Le navigateur employé n'est plus pris en charge, ce que la page signale.",
        ),
        Theme.INFORMATION: (
            "L'information que vous avez reçue était inexacte. Nous avons corrigé la page et la note destinée aux collègues.",
            "L'information reçue était exacte à ce moment-là. La règle a changé ensuite, et notre site l'a annoncé.",
        ),
        Theme.LOST: (
            "Votre document a été reçu et rangé dans un autre dossier. Il n'aurait pas dû vous être redemandé.",
            "Le second envoi demandé n'était pas le même document : il s'agissait de la pièce signée, que le dossier doit contenir.",
        ),
        Theme.MISTAKE: (
            "Une erreur d'encodage s'est produite chez nous. Elle est corrigée et vous recevrez le nouveau document.",
            "Les données que nous employons sont celles qui nous ont été communiquées. Nous n'avons pas trouvé d'erreur de notre part.",
        ),
        Theme.LANGUAGE: (
            "Votre choix de langue n'avait pas été repris dans notre fichier. Il l'est désormais.",
            "La langue indiquée dans votre dernière demande était celle que nous avons suivie. Nous l'avons adaptée à votre souhait.",
        ),
        Theme.ACCESS: (
            "Vous n'avez pas pu recevoir le service comme tout le monde. Une solution de rechange aurait dû vous être proposée.",
            "Un accès adapté existait ce jour-là. L'indication était peut-être peu visible ; nous l'avons déplacée.",
        ),
        Theme.REASONS: (
            "La lettre ne disait pas pourquoi. Une décision doit être motivée ; une lettre complète vous est envoyée.",
            "Les motifs figuraient au verso de la lettre. Un collègue vous appellera pour les expliquer en des termes plus simples.",
        ),
        Theme.COMPLAINT: (
            "Votre première plainte n'a pas été suivie jusqu'au bout. C'est précisément ce qu'un service des plaintes doit éviter.",
            "Votre première plainte a reçu une réponse, envoyée à l'adresse de l'époque. Nous vous en remettons une copie.",
        ),
    },
    for_the_rest="Pour le reste, le service a suivi les règles et le délai annoncé.",
    no_opinion=(
        "Les deux versions se contredisent et rien ne permet de trancher.",
        "Une solution a été trouvée avec vous entre-temps, ce qui nous dispense de conclure.",
    ),
    remedies={
        Remedy.EXPLANATION: "Nous espérons que cette explication vous est utile.",
        Remedy.APOLOGY: "Nous vous présentons nos excuses.",
        Remedy.CORRECTION: "Nous avons corrigé ce qui devait l'être.",
        Remedy.COMPENSATION: "Les frais que cette erreur vous a causés vous sont remboursés.",
        Remedy.NONE: "",
    },
    answers={
        Nature.QUESTION: (
            "Vous nous avez posé une question au sujet de « {subject} ». Vous trouverez la marche à suivre sur notre site, et nos collègues vous aident volontiers par téléphone.",
        ),
        Nature.NOTIFICATION: (
            "Merci de votre signalement au sujet de « {subject} ». Nous l'avons transmis au service concerné, qui y donne suite.",
        ),
        Nature.COMPLIMENT: (
            "Merci pour vos mots. Nous les avons transmis aux collègues concernés : ils en sont très heureux.",
        ),
        Decision.TAKEN_UP: (
            "Merci de votre suggestion. Nous la retenons : elle figure parmi les améliorations de cette année.",
        ),
        Decision.NOT_TAKEN_UP: (
            "Merci de votre suggestion. Nous l'avons étudiée et ne la retenons pas pour l'instant, faute de moyens. Nous la gardons à l'esprit.",
        ),
    },
    questions=(
        "Pouvez-vous nous indiquer la date et l'heure de votre visite ou de votre appel ? Merci de répondre dans les quinze jours.",
        "Pouvez-vous nous transmettre une copie de la lettre dont vous parlez ? Masquez votre numéro de registre national.",
        "Quelle référence figure en haut du document reçu ? Sans elle, nous ne retrouvons pas le dossier.",
    ),
    notes=(
        "Appelé le service concerné : le dossier est retrouvé, la pièce manque.",
        "Vérifié l'historique : trois contacts, aucun suivi noté.",
        "Même problème que dans un autre dossier de ce mois.",
        "Réponse relue avec la responsable du service.",
        "La personne a rappelé. Elle sait que la réponse suit.",
    ),
    because={
        Move.EXTEND: (
            "L'avis d'un expert externe est attendu.",
            "Le dossier touche deux services, dont un en sous-effectif.",
        ),
        Move.RETURN_PROPOSAL: (
            "La norme non respectée n'est pas nommée. Merci de compléter.",
            "Le ton est trop juridique ; à réécrire simplement.",
        ),
        Move.REOPEN: (
            "Un document nouveau a été fourni.",
            "La solution annoncée n'a pas été exécutée.",
        ),
        Move.WITHDRAW: (
            "Le problème est résolu entre-temps, dit la personne.",
            "La personne ne souhaite plus poursuivre.",
        ),
        Move.FORWARD: ("La matière relève d'une autre organisation.",),
        Move.REQUALIFY: ("À la lecture, il s'agit d'une autre demande.",),
        SecondLine.REFERRED: ("La personne nous informe qu'elle s'adresse à la deuxième ligne.",),
        SecondLine.ASKED: ("Le Médiateur demande le dossier complet.",),
        OVERTURNED: ("Le Médiateur estime la plainte fondée ; notre réponse est revue.",),
        UPHELD: ("Le Médiateur confirme notre réponse.",),
        Move.CONFIDENTIAL: ("Un membre du personnel est mis en cause.",),
        Move.CLOSE: ("Analyse complète, cause partagée avec le service.",),
    },
)
