"""Words around names, by language: titles, organisations' and places' head words, works, verbs of saying.

Data for names.py and its rule modules. Words in lower case unless the script has none; a "*" at either end stands
for any letters. Languages without a row are read with the gazetteer and capital letters alone.
"""

from __future__ import annotations

# Offices, ranks and forms of address that stand before a name. Heads only: what may stand before them in the role
# ("deputy", "foreign") is in ROLE_MODIFIERS.
TITLES: dict[str, str] = {
    "en": (
        "president premier chancellor minister secretary chairman chairwoman chair chairperson governor gov. mayor "
        "senator sen. representative rep. congressman congresswoman lawmaker lawmakers mp mps mep meps mk mks msp hon. speaker leader king queen prince "
        "princess emperor empress pope bishop archbishop cardinal rabbi imam sheikh ayatollah sultan emir judge "
        "justice prosecutor attorney sheriff chief commissioner commander general gen. colonel col. major maj. "
        "captain capt. lieutenant lt. sergeant sgt. corporal cpl. admiral adm. private pvt. officer detective "
        "inspector superintendent constable director manager ceo cfo coach boss spokesman spokeswoman spokesperson "
        "ambassador envoy coordinator analyst professor prof. doctor dr. mr. mrs. ms. miss sir dame lord lady rev. "
        "reverend father sister brother dr mr mrs ms pm vice-president chancellor-elect president-elect prime-minister "
        "actor actress singer author writer director producer comedian rapper musician journalist reporter "
        "correspondent economist lawyer activist astronaut candidate nominee striker midfielder defender goalkeeper "
        "quarterback qb pitcher driver champion"
    ),
    "de": (
        "*präsident *präsidenten *präsidentin *minister *ministers *ministerin *kanzler *kanzlers *kanzlerin *premier *premierministerin *chef *chefin "
        "*sprecher *sprecherin *führer *führerin *senator *senatorin bürgermeister* oberbürgermeister* gouverneur* "
        "könig königin prinz prinzessin papst bischof kardinal herr frau dr. prof. general oberst richter* "
        "staatsanwält* *anwalt *anwältin *vorsitzende *vorsitzender *abgeordnete *abgeordneter *direktor *direktorin "
        "*sekretär *sekretärin *botschafter *botschafterin *beauftragte *beauftragter *kommissar *kommissarin "
        "*trainer *trainerin *experte *expertin *forscher *forscherin schauspieler* sänger* autor* *politiker "
        "*politikerin *kandidat *kandidatin professor* ex-*"
    ),
    "fr": (
        "président présidente premier-ministre ministre chancelier chancelière premier première secrétaire chef "
        "cheffe maire sénateur sénatrice député députée gouverneur gouverneure roi reine prince princesse pape "
        "général colonel juge procureur procureure porte-parole directeur directrice ambassadeur ambassadrice "
        "professeur professeure m. mme mme. mlle dr pr me entraîneur acteur actrice chanteur chanteuse commissaire "
        "capitaine préfet préfète"
    ),
    "es": (
        "presidente presidenta ministro ministra canciller primer-ministro primera-ministra secretario secretaria jefe jefa "
        "alcalde alcaldesa senador senadora diputado diputada gobernador gobernadora rey reina príncipe princesa papa "
        "general coronel juez jueza fiscal portavoz vocero vocera director directora embajador embajadora profesor "
        "profesora sr. sra. señor señora don doña dr. dra. mandatario mandataria líder premier entrenador actor actriz "
        "cantante comisario capitán vicepresidente vicepresidenta expresidente expresidenta"
    ),
    "pt": (
        "presidente presidenta ministro ministra chanceler primeiro-ministro primeira-ministra secretário secretária chefe "
        "prefeito prefeita senador senadora deputado deputada governador governadora rei rainha príncipe princesa papa "
        "general coronel juiz juíza procurador procuradora porta-voz diretor diretora embaixador embaixadora professor "
        "professora sr. sra. senhor senhora dom dona dr. dra. líder premiê técnico ator atriz cantor cantora comissário "
        "vice-presidente ex-presidente"
    ),
    "it": (
        "presidente ministro ministra cancelliere cancelliera premier segretario segretaria capo sindaco sindaca senatore "
        "senatrice deputato deputata governatore re regina principe principessa papa generale colonnello giudice "
        "procuratore portavoce direttore direttrice ambasciatore ambasciatrice professore professoressa sig. signor "
        "signora dott. dottor on. leader allenatore attore attrice cantante commissario vicepremier"
    ),
    "nl": (
        "president premier minister kanselier staatssecretaris voorzitter burgemeester senator gouverneur koning koningin "
        "prins prinses paus generaal kolonel rechter officier woordvoerder woordvoerster directeur ambassadeur professor "
        "dhr. mevr. mevrouw meneer dr. mr. leider trainer acteur actrice zanger zangeres minister-president kamerlid "
        "oud-president ex-president"
    ),
    "pl": (
        "prezydent premier minister minister kanclerz przewodniczący przewodnicząca burmistrz senator poseł posłanka król "
        "królowa książę papież generał gen. pułkownik sędzia prokurator rzecznik rzeczniczka dyrektor ambasador profesor "
        "prof. dr pan pani lider trener prezydenta premiera ministra szef szefowa"
    ),
    "sw": (
        "rais waziri mkuu makamu spika mbunge seneta gavana meya mfalme malkia papa askofu jenerali kanali jaji "
        "mwendesha-mashtaka msemaji mkurugenzi balozi profesa dkt. dk. bw. bi. bwana bibi mheshimiwa mwenyekiti katibu "
        "kiongozi kocha nahodha sheikh mwanasheria mh."
    ),
    "ru": (
        "президент* премьер* премьер-министр* министр* канцлер* председател* секретар* глава главы главе главой главу "
        "губернатор* мэр* сенатор* депутат* корол* принц* принцесс* папа папы патриарх* генерал* полковник* судья судьи "
        "прокурор* пресс-секретар* представител* директор* посол посла послом профессор* лидер* тренер* актёр* актер* "
        "актрис* певец певица вице-президент* вице-премьер* экс-президент* г-н г-жа господин* госпож* спикер*"
    ),
    "uk": (
        "президент* прем'єр* прем’єр* міністр* канцлер* голова голови секретар* губернатор* мер мера депутат* король "
        "генерал* полковник* суддя прокурор* речник речниц* директор* посол лідер* пан пані глава очільник* очільниц*"
    ),
    "tr": (
        "başkan başkanı cumhurbaşkanı başbakan başbakanı bakan bakanı vali genel-sekreteri sözcüsü kral kraliçe papa "
        "general albay profesör prof. dr. sayın milletvekili büyükelçi"
    ),
    "id": (
        "presiden wakil-presiden menteri perdana-menteri gubernur wali-kota bupati ketua jenderal kolonel raja ratu "
        "juru-bicara direktur duta-besar profesor bapak ibu pak bu kapolri"
    ),
    "vi": "tổng-thống thủ-tướng chủ-tịch bộ-trưởng ông bà tướng đại-sứ nữ-hoàng",
    "nb": "president* statsminister* *minister *ministeren kong* dronning* prins* general* leder talsmann",
    "sv": "president* statsminister* *minister *ministern kung* drottning* prins* general* ledare talesperson",
    "da": "præsident* statsminister* *minister *ministeren kong* dronning* prins* general* leder talsmand",
    "fi": "presidentti pääministeri *ministeri kuningas kuningatar kenraali",
    "ro": "președintele premierul ministrul regele regina generalul domnul doamna",
    "cs": "prezident* premiér* ministr* král* královn* generál* předsed* mluvčí",
}  # fmt: skip

# What may stand before a title within one role; capitals or not.
ROLE_MODIFIERS: dict[str, str] = {
    "en": (
        "prime vice deputy first second foreign interior home defense defence finance justice education health energy "
        "trade environment labor labour transport agriculture culture sports oil economy external information attorney "
        "chief general executive supreme national security police fire district state press cabinet party majority "
        "minority house senate opposition assistant associate acting interim former then new ex- under associate senior "
        "major lieutenant brigadier vice- solicitor army navy air force coast guard rear staff master federal high "
        "government company managing communications campaign treasury commerce military communist rebel union assistant "
        "head team and lead"
    ),
    "fr": "premier première vice ancien ancienne ex- nouveau nouvelle ministre",
    "es": "primer primera vice ex ex- nuevo nueva",
    "pt": "primeiro primeira vice ex- novo nova",
    "it": "primo prima vice ex nuovo nuova",
    "sw": "waziri mkuu makamu wa naibu rais katibu",
}  # fmt: skip

# Words that make a capitalised sequence an organisation, wherever they stand in it.
ORGANISATION_HEADS = frozenset(
    """
    ministry department office agency bureau commission committee council parliament congress senate assembly party
    university college school institute academy bank corporation corp corp. inc inc. ltd ltd. llc plc co. company group
    holdings industries motors airlines airways police army navy force forces union association federation international league club
    fc united foundation fund trust society organization organisation court tribunal authority administration
    hospital press news times post journal gazette tribune herald television tv radio network broadcasting church
    front movement coalition alliance brotherhood brigade guard command cabinet government house knesset duma bundestag
    bundesrat services service studios pictures records entertainment media center centre team board
    ministerium partei universität polizei gericht bundesamt behörde verband gesellschaft
    ministère université parti commission assemblée conseil banque tribunal cour
    ministerio universidad partido comisión asamblea consejo banco tribunal corte congreso policía
    ministério universidade partido comissão assembleia conselho polícia congresso câmara
    ministero università partito commissione assemblea consiglio banca corte polizia
    ministerie universiteit partij commissie raad politie
    wizara chuo chama tume bunge benki mahakama jeshi polisi shirika kampuni
    министерство университет партия комиссия совет банк суд полиция агентство дума конгресс парламент компания
    """.split()
)

# Words that make a capitalised sequence a place.
PLACE_HEADS = frozenset(
    """
    river lake sea ocean bay gulf strait island islands isle peninsula mount mountain mountains hill hills valley desert
    canyon forest park square street st. avenue road highway boulevard bridge airport station port harbor harbour temple
    mosque cathedral castle palace stadium arena tower building province county district prefecture region city town
    village state republic kingdom emirates territory territories coast beach cape falls canal dam
    prison jail camp base plaza mall hotel compound gate
    straße platz brücke flughafen fluss see insel berg bahnhof
    rue avenue pont aéroport fleuve lac île mont gare
    calle plaza puente aeropuerto río lago isla monte provincia
    rua praça ponte aeroporto rio ilha província
    via piazza fiume isola stazione
    mto ziwa kisiwa mlima mkoa wilaya uwanja jiji
    река озеро остров гора улица площадь область аэропорт
    """.split()
)

EVENT_HEADS = frozenset(
    """
    olympics games cup championship championships festival war wars battle revolution summit conference forum marathon
    awards prize day expo biennale tournament open prix hurricane typhoon storm cyclone
    """.split()
)

# Bodies and outlets that stand as bare capitals or a single word.
KNOWN_ORGANISATIONS = frozenset(
    """
    UN U.N. EU E.U. NATO APEC ASEAN OPEC WHO IMF WTO FIFA UEFA IOC NASA ESA FBI CIA NSA BBC CNN NBC ABC CBS AP AFP dpa
    UPI ITAR-TASS TASS RIA Interfax Reuters Xinhua Kyodo Yonhap Bloomberg IAEA UNICEF UNESCO UNHCR OSCE ECB WWF EPA FDA
    DEA NTSB FAA CDC SEC NHS BP IBM HSBC BMW ISIS ISIL Hamas Hezbollah Taliban al-Qaeda al-Qaida Al-Qaeda Al-Jazeera
    Google Apple Microsoft Amazon Facebook Twitter YouTube Instagram TikTok Netflix Disney Sony Samsung Toyota Honda
    Nissan Boeing Airbus Tesla Intel Nokia Huawei Volkswagen Siemens Interpol Europol Greenpeace Knesset Bundestag
    Kremlin Pentagon ООН ЕС НАТО МИД ФСБ МВД ТАСС СМИ ONU UE OTAN OMS FMI CDU CSU SPD FDP AfD SNP GOP NPD EZB ARD ZDF
    """.split()
)

# Capitalised words that are not names: they end a sequence, and never stand as one.
NOT_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept
    oct nov dec i i'm i'll i've i'd internet judaism hinduism buddhism israelite israelites biblical god christmas easter ramadan islam christian christians muslim muslims jew
    jews jewish catholic catholics islamic islamist islamists arab arabs republican republicans democrat democrats
    democratic web english percent eastern western northern southern ok covid-19 covid yes no phd ba ma bst est gmt eur usd gbp bip pib gdp ai ki ia tv dna gps g7 g8 g20
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz mai juni juli oktober
    dezember euro prozent uhr millionen milliarden
    lundi mardi mercredi jeudi vendredi samedi dimanche
    jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili januari februari machi aprili mei juni julai agosti
    septemba oktoba novemba desemba mwezi
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    """.split()
)

# Small words that open sentences; capitalised there, they are no part of a name.
SENTENCE_OPENERS: dict[str, str] = {
    "en": (
        "the a an in on at by for from with to of and but or as if when while after before since until because although "
        "though however meanwhile then there here this that these those it its he his she her they their we our you your "
        "my what who whom whose which where why how is are was were be been do does did has have had will would can could "
        "should may might must not no nor so such some any many most more several few all both each every other another "
        "one two three four five six seven eight nine ten according also earlier later last next now today yesterday "
        "tomorrow still yet even just only once during under over between among against about into through despite "
        "asked speaking writing following among like unlike nearly almost about around instead perhaps police officials "
        "authorities people residents witnesses experts critics analysts investigators lawyers scientists thousands "
        "hundreds dozens millions sources reports photo file image video read see watch updated breaking exclusive "
        "leaders both former new first second third"
    ),
    "de": (
        "der die das den dem des ein eine einen einem einer eines in im am an auf bei für von vom mit zu zum zur und aber "
        "oder als wenn während nach vor seit bis weil obwohl doch jedoch dann da hier dies diese dieser dieses es er sie "
        "wir ihr ich sein seine ihre was wer wo warum wie ist sind war waren hat haben wird werden kann können soll nicht "
        "kein keine so alle auch noch schon nur heute gestern morgen laut damit dabei dazu zudem außerdem trotz unter über "
        "gegen durch ohne um aus bereits erst insgesamt viele einige mehr zwei drei vier fünf am beim dass ob"
    ),
    "fr": (
        "le la les l un une des du de d au aux en dans sur pour par avec sans et mais ou où donc or ni car si quand "
        "lorsque après avant depuis pendant il elle ils elles on nous vous je tu ce cet cette ces son sa ses leur leurs "
        "qui que quoi dont est sont était a ont avait selon ainsi aussi alors cependant toutefois enfin hier aujourd hui "
        "demain plus très tout tous toutes deux trois quatre cinq comme entre contre sous vers chez malgré mon ma mes"
    ),
    "es": (
        "el la los las un una unos unas de del al a en con por para sin sobre y e o u pero si cuando mientras después antes "
        "desde hasta porque aunque él ella ellos ellas yo tú nosotros su sus este esta estos estas ese esa eso lo le les se "
        "que quien cual donde como es son era fue ha han según también además sin ayer hoy mañana más muy todo todos dos "
        "tres cuatro cinco entre contra tras ante bajo durante no ya"
    ),
    "pt": (
        "o a os as um uma uns umas de do da dos das ao à em no na nos nas com por para sem sobre e ou mas se quando enquanto "
        "depois antes desde até porque embora ele ela eles elas eu nós seu sua seus suas este esta esse essa isso que quem "
        "qual onde como é são era foi há segundo também além ontem hoje amanhã mais muito todo todos dois duas três quatro "
        "cinco entre contra após durante não já"
    ),
    "it": (
        "il lo la i gli le un una uno di del della dei degli a al alla in nel nella con per da dal dalla su sul e o ma se "
        "quando mentre dopo prima egli lei lui loro io noi suo sua questo questa quello che chi cui dove come è sono era ha "
        "hanno secondo anche inoltre ieri oggi domani più molto tutti due tre quattro cinque tra fra contro non già"
    ),
    "nl": (
        "de het een in op bij voor van met te en maar of als wanneer terwijl na sinds tot omdat hij zij ze wij we ik jij zijn "
        "haar hun dit dat deze die wat wie waar hoe is was waren heeft hebben wordt volgens ook nog al gisteren vandaag "
        "morgen meer veel alle twee drie vier vijf tussen tegen door over uit aan niet er"
    ),
    "pl": (
        "w we na z ze do od po przed za i a ale lub gdy kiedy podczas jak ponieważ on ona oni my ja to ten ta te ich jego jej "
        "co kto gdzie jest są był była według także również wczoraj dziś jutro więcej dwa trzy nie już o przez dla przy"
    ),
    "sw": (
        "na kwa ya wa za la cha katika ni si lakini au kama wakati baada kabla tangu hadi kwa sababu yeye wao mimi sisi wewe "
        "huyu hii hiyo hili hilo hawa hao nini nani wapi alisema amesema walisema kwamba pia jana leo kesho zaidi wote wawili "
        "watatu baina dhidi hata bado tu katika mnamo tarehe kulingana"
    ),
    "ru": (
        "в во на с со к ко у о об от до из за по под над при для и а но или если когда пока после перед он она они оно мы вы я "
        "ты его её ее их это этот эта эти тот та те что кто где как почему был была было были есть будет не ни также ещё еще "
        "уже вчера сегодня завтра более все всё два три четыре пять между против через по согласно однако как так там здесь"
    ),
    "uk": (
        "в у на з зі із до від по під над при для і й та а але або якщо коли поки після перед він вона вони воно ми ви я його "
        "її їх це цей ця ці той що хто де як чому був була було були є буде не також ще вже вчора сьогодні завтра"
    ),
}  # fmt: skip

# Verbs of saying that stand next to a speaker's name, by language, as prefixes of the inflected forms.
SAYING: dict[str, str] = {
    "en": "said says told added adds asked wrote noted argued warned insisted replied responded explained",
    "de": "sagte sagt erklärte erklärt betonte betont teilte kündigte forderte kritisierte warnte schrieb meinte",
    "fr": "déclaré déclare dit affirmé affirme ajouté ajoute expliqué estime indiqué annoncé",
    "es": "dijo afirmó aseguró declaró señaló indicó explicó añadió anunció sostuvo expresó",
    "pt": "disse afirmou declarou ressaltou acrescentou explicou anunciou destacou",
    "it": "detto dichiarato affermato spiegato aggiunto annunciato",
    "nl": "zei zegt verklaarde meldde schreef",
    "pl": "powiedział powiedziała oświadczył oświadczyła dodał dodała",
    "sw": "alisema amesema anasema aliongeza aliambia",
    "ru": "сказал заявил сообщил отметил подчеркнул добавил написал рассказал объявил",
    "uk": "сказав сказала заявив заявила повідомив повідомила зазначив зазначила",
}  # fmt: skip

# Common nouns that say the capitals after them name an organisation.
ORGANISATION_CUES: dict[str, str] = {
    "en": (
        "company firm airline carmaker automaker retailer newspaper broadcaster agency bank charity brewer drugmaker "
        "chipmaker operator startup start-up website magazine think-tank"
    ),
    "de": (
        "reederei firma unternehmen konzern behörde zeitung partei agentur nachrichtenagentur sender bank hersteller "
        "betreiber verein fluggesellschaft gewerkschaft organisation autobauer"
    ),
    "fr": "compagnie entreprise société agence groupe parti syndicat journal banque association constructeur armateur",
    "es": "empresa compañía naviera agencia partido aseguradora aerolínea diario banco sindicato fundación grupo organización",
    "pt": "empresa companhia agência partido seguradora jornal banco sindicato fundação grupo organização",
    "it": "azienda compagnia società agenzia partito giornale banca sindacato fondazione gruppo organizzazione",
    "nl": "bedrijf rederij maatschappij partij krant bank vakbond omroep persbureau vereniging",
    "pl": "firma spółka partia gazeta bank agencja linia",
    "sw": "kampuni shirika chama gazeti benki",
    "ru": "компания компании партия партии агентство агентства газета банк банка",
    "uk": "компанія компанії партія агентство газета банк",
}  # fmt: skip

# Nouns that say a quoted title is a work, as they stand before or after it.
WORK_CUES: dict[str, str] = {
    "en": (
        "film films movie movies series sitcom drama documentary song songs hit hits single singles album albums track "
        "tracks tune tunes novel novels book books memoir play plays musical opera show painting poem anime cartoon "
        "sequel trilogy game ballet sculpture comic soundtrack blockbuster thriller comedy titled entitled called"
    ),
    "de": "film serie lied song hit single album roman buch stück musical oper gemälde spiel trickfilm zeichentrickserie",
    "fr": "film série chanson titre single tube album roman livre pièce opéra tableau jeu dessin animé intitulé",
    "es": "película serie canción éxito sencillo álbum novela libro obra ópera cuadro juego tema animada titulada",
    "pt": "filme série canção música sucesso single álbum romance livro peça ópera quadro jogo animação intitulado",
    "it": "film serie canzone brano successo singolo album romanzo libro opera quadro gioco intitolato",
    "nl": "film serie lied nummer hit single album roman boek musical opera schilderij",
    "pl": "film filmu serial serialu piosenka piosenki utwór album powieść książka sztuka opera",
    "sw": "filamu wimbo nyimbo albamu kitabu riwaya mchezo tamthilia kibao vibao katuni",
    "ru": "фильм фильма фильме сериал сериала сериале песня песни песню хит альбом роман книга спектакль опера картина игра",
    "ja": "映画 曲 楽曲 アニメ ドラマ 小説 アルバム 番組 作品 歌 ヒット曲 シングル 漫画 絵画 主題歌 挿入歌",
    "ko": "영화 노래 곡 앨범 드라마 소설 애니메이션 시리즈 작품 프로그램 히트곡 주제곡 삽입곡 타이틀곡",
    "zh": "电影 歌曲 单曲 专辑 电视剧 小说 动画 动画片 作品 节目 電影 專輯 動畫 主题曲 热门歌曲 影片",
    "ar": "فيلم أغنية أغاني ألبوم مسلسل رواية كتاب مسرحية أغنيتي لعبة",
}  # fmt: skip

# Given names common in international news; one opens a person's name where no title does.
GIVEN_NAMES = frozenset(
    """
    aaron abdul abdullah adam adrian ahmad ahmed aisha alan albert alberto alejandro aleksandr alex alexander alexandra
    alexei alexis alfred ali alice amanda amina amy ana anders andrea andreas andrei andrew andrzej andy angela anita ann
    anna anne annette anthony antoine antonio antony arnold arthur arturo ashley asif astrid barbara barack bashar beatriz
    ben benjamin bernard bernd bernie beth bill björn bob boris brandon brian bruce bruno cameron carl carla carlo carlos
    carmen carol caroline carsten catherine cecilia charles charlie chloe chris christian christiane christina christine
    christopher claire clara claudia clemens colin cristina cynthia daniel daniela dave david dean deborah denis dennis
    diana diane diego dieter dirk dmitry dominic dominik dominique don donald donna doris dorothy douglas eduardo edward
    elena elisabeth elizabeth ellen elon emily emma emmanuel enrique eric erich erik ernst eva evelyn evo fabian fatima
    felipe felix fernando florian francesca francesco francis francisco franck frank franz fred frederic friedrich fritz
    gabriel gabriela gary geert geoffrey george georg georgia gerald gerard gerd gerhard giorgia giovanni giulia giuseppe
    gordon grace graham greg gregory guido guillermo gustavo hans harold harry hassan heather heidi heike heiko heinrich
    heinz helen helena helmut henri henry herbert hermann hillary horst howard hugo ian ibrahim ignacio igor ingrid irina
    isaac isabel ismail ivan jack jackie jacob jacques jaime jair jake jakob james jan jana jane janet jason javier jean
    jeff jeffrey jennifer jens jeremy jerry jesse jessica jill jim jimmy joachim joan joanna joao joe joel johan johannes
    john jon jonas jonathan jordan jorge jorg jose josé josef joseph joshua joyce juan juha judith julia julian julie jürgen
    justin kai karen karin karl karsten kate katharina katherine kathleen kathy katrin keith kelly ken kenneth kevin
    khaled kim kimberly klaus konrad kristin kurt kyle lars larry laura lauren laurent lawrence lee leon leonardo leonid
    lewis linda lindsay lisa lothar louis louise luc lucas lucia luigi luis luiz lukas luke lydia madeleine magdalena
    mahmoud malcolm manfred manuel manuela marc marcel marcelo marco marcus margaret maria marie marina mario marion mark
    markus marta martha martin martina mary mateo matt matteo matthew matthias maurice mauricio max maxim melissa mia
    michael michaela michel michele michelle miguel mike mikhail milan miriam mitt mohamed mohammad mohammed monica
    monika moritz muhammad mustafa nadia nancy naomi narendra natalia natalie natasha neil nelson nicholas nick nicola
    nicolas nicole nigel nikolai nina norbert olaf oleg olga oliver olivia omar oscar osama otto pablo paola paolo pascal
    patricia patrick paul paula paulo pedro peer peggy pete peter petra phil philip philipp philippe pierre pieter rachel
    rafael rahul rainer ralf ralph ramon raul ray raymond rebecca reinhard renate ricardo richard rick rita robert roberta
    roberto robin rodrigo roger roland rolf roman ron ronald rosa ross rudolf russell ruth ryan sabine sally salvador sam
    samantha samuel sandra sara sarah scott sean sebastian serge sergei sergey sergio sharon sheila sigmar silvia silvio
    simon simone sofia sonia sophia sophie stefan stefano steffen stella stephan stephane stephanie stephen steve steven
    stuart susan susanne sven svetlana sylvia tania tanja tatiana ted teresa terry theo theresa thomas thorsten tim timo
    timothy tina tobias todd tom tomas tommy tony torsten tracy udo ulrich ulrike ursula uwe valentina valerie vanessa vera
    veronica victor victoria viktor vincent viola virginia vitaly vladimir volker volodymyr walter warren wayne wendy werner
    wilhelm will william willy winfried wolfgang xavier yasser yves yusuf yvonne zoe
    juma hamisi asha neema baraka samia uhuru raila julius kassim amani zainab halima jakaya salma joyce tundu
    владимир сергей александр андрей дмитрий алексей михаил николай иван ольга елена мария анна наталья татьяна юрий
    виктор игорь олег павел евгений дональд джо барак ангела эмманюэль
    """.split()
)

# Small words inside names.
NAME_PARTICLES = frozenset(
    "de da do dos das del della di du des la le el al von van der den ten ter bin ibn bint abu y e zu af av st".split()
)
# Small words inside the names of organisations and works, in several languages.
TITLE_PARTICLES = frozenset(
    "of for the and on in to de du des la le les los las del della di da do dos das für und der des ya wa za la y et e".split()
)

# Inhabitants and adjectives that no country's name gives by an ending.
DEMONYMS = frozenset(
    """
    american americans british briton britons english french german germans italian spanish spaniard dutch swiss swede
    swedish dane danish finn finnish norwegian polish pole poles portuguese greek greeks turk turks turkish welsh scottish
    scots irish chinese japanese burmese filipino filipinos thai iraqi iraqis pakistani pakistanis israeli israelis saudi
    saudis emirati qatari kuwaiti bahraini omani yemeni bangladeshi kazakh uzbek tajik turkmen kyrgyz afghan afghans
    european europeans asian asians african africans latin korean koreans cypriot maltese lebanese sudanese congolese
    senegalese vietnamese taiwanese nepalese nepali portuguese hungarian czech slovak slovene croatian croat serb serbian
    serbs bosnian kosovar albanian macedonian bulgarian romanian moldovan ukrainian ukrainians russian russians belarusian
    georgian georgians armenian azerbaijani azeri palestinian palestinians syrian syrians jordanian jordanians egyptian
    egyptians libyan libyans tunisian algerian moroccan moroccans kurdish kurds kurd persian tibetan uighur mexican
    mexicans canadian canadians brazilian brazilians argentine argentinian chilean peruvian colombian venezuelan cuban
    haitian jamaican kenyan kenyans tanzanian tanzanians ugandan rwandan nigerian nigerians ghanaian ethiopian somali
    somalis south-korean zimbabwean zambian indian indians indonesian malaysian australian australians zealander
    scandinavian balkan arctic mediterranean texan californian londoner sicilian bavarian flemish catalan basque
    zuid-koreaanse japanse chinese amerikaanse britse franse duitse russische
    """.split()
)
