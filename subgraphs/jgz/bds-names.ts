/**
 * The elements of the basic data set of youth health care (BDS JGZ, 4.1.3 and 4.2.0): their numbers with their official
 * Dutch names.
 *
 * @module
 */

const NAMES = `
1 Voorvoegsel achternaam|2 Achternaam|3 Voorvoegsel geslachtsnaam|4 Geslachtsnaam|5 Roepnaam|6 Voornaam|7 BSN
8 Soort adres|9 Gemeente|10 Woonplaats|11 Straatnaam|12 Huisnummer|13 Huisletter|14 Huisnummertoevoeging
15 Aanduiding bij huisnummer|16 Postcode|17 Locatiebeschrijving|18 Indicatie geheim|19 Geslacht|20 Geboortedatum
21 Datum overlijden|22 Geboorteplaats|23 Geboorteland|24 Nationaliteit|26 Land vanwaar ingeschreven
27 Datum vestiging in Nederland|28 Asielzoekerkind|29 Datum vertrek uit Nederland|31 Huisarts/huisartsenpraktijk naam
42 Andere betrokken organisatie/hulpverlener naam|53 Ziektekostenverzekering
55 Aantal dagdelen voor- of buitenschoolse voorziening|56 Soort voor- of buitenschoolse voorziening|58 Soort onderwijs
61 Voornaam ouder/verzorger|62 Relatie tot jeugdige ouder/verzorger|63 Geboortedatum ouder/verzorger|64 Overleden
65 Datum overlijden ouder/verzorger|66 Opleiding ouder/verzorger|67 Werk ouder/verzorger|68 Inhoud beroep
69 Levensovertuiging|70 Kenmerken ouder/verzorger|71 Geboorteland ouder/verzorger
72 Datum vestiging in Nederland ouder/verzorger|73 Voornaam broer/zus|74 Relatie tot jeugdige broer/zus
75 Geslacht broer/zus|76 Geboortedatum broer/zus|78 Bijzonderheden broer/zus
79 Erfelijke belasting en ouderkenmerken nagevraagd|80 Erfelijk bepaalde ziekte in de familie|81 Familielid
82 Zwangerschapsduur|88 Medicijnen soort|91 Roken tijdens de zwangerschap|92 Alcohol gebruik tijdens de zwangerschap
93 Drugsgebruik tijdens de zwangerschap|97 Duur bevalling|98 Duur uitdrijving|100 Ligging bij geboorte
103 Kleur vruchtwater|105 3 Navelvaten|106 Bijzonderheden bevalling|107 Bijzonderheden kraamperiode/kraamverzorging
108 Meerling|109 Volgnummer bij meerling|110 Geboortegewicht|111 Laagste gewicht|112 Geboortelengte
113 Hoofdomtrek bij geboorte|114 Prematuur/serotien|115 Dysmatuur|129 Apgar score na 1 min|130 Apgar score na 5 min
131 Aangeboren afwijkingen|133 Bijzonderheden temperatuurverloop|134 Bijzonderheden ademhaling
135 Bijzonderheden drinken|137 Vitamine K toegediend/voorgeschreven|138 Gammaglobuline toegediend tegen Hepatitis B
139 Geel zien|140 Oorzaak geel zien|142 Therapie|143 Opname kinderafdeling|144 Couveuse
145 Bijzonderheden pasgeborene en eerste levensweken|146 A. femoralis rechts|148 Anamnese nagevraagd
149 Duur opname ziekenhuis|150 Reden opname ziekenhuis|152 (Kinder-)ziekten|153 Operaties|154 Ongevallen
155 Medicijn gebruik|161 Huid/haar/nagels onderzocht|163 Bijzonderheden huid/haar/nagels
164 Toelichting bijzonderheden huid/haar/nagels|167 Hoofd/hals onderzocht|170 Bijzonderheden hoofd
174 Bijzonderheden trommelvlies rechts|175 Bijzonderheden trommelvlies links|176 Bijzonderheden neus
179 Bijzonderheden mondgedrag|184 Bijzonderheden tonsillen|188 Poetsen gebit|190 Tandartsbezoek
193 Bijzonderheden gebit/kaak|196 Romp onderzocht|201 Bijzonderheden thorax|202 Bijzonderheden longen|206 Lever
207 Milt|209 Bijzonderheden navel|210 Bijzonderheden lies rechts|211 Bijzonderheden lies links
212 Bewegingsapparaat onderzocht|217 Bijzonderheden wervelkolom|218 Scoliose hoekmeting|219 Bijzonderheden heupen
220 Lichaamskant bijzonderheden heupen|221 Bijzonderheden onderste extremiteiten
222 Lichaamskant bijzonderheden onderste extremiteiten|223 Bijzonderheden voet rechts
225 Genitalia/puberteitsontwikkeling onderzocht|228 Bijzonderheden genitalia/puberteitsontwikkeling
230 Bijzonderheden vulva|232 Bijzonderheden penis|233 Bijzonderheden scrotum rechts|234 Bijzonderheden groei
235 Lengte|236 Methode lengtemeting|237 Groeicurve lengte naar leeftijd|238 Lengte biologische moeder
239 Methode lengtemeting moeder|240 Lengte biologische vader|241 Methode lengtemeting vader|245 Gewicht
246 Methode gewichtsmeting|247 Indruk JGZ professional gewicht/lengte|248 BMI|252 Hoofdomtrek
253 Groeicurve hoofdomtrek naar leeftijd|259 Psychosociaal en cognitief functioneren onderzocht
265 Bijzonderheden psychische en sociale ontwikkeling|268 Motorische ontwikkeling onderzocht|269 Bijzonderheden tonus
271 Bijzonderheden centraal zenuwstelsel|276 Bijzonderheden motorisch functioneren
294 Spraak- en taalontwikkeling onderzocht|301 Meertaligheid|302 Taal|307 Eerste/tweede taal|312 Datum menarche
313 Ontwikkeling genitalia jongen|314 Methode onderzoek ontwikkeling genitalia jongen|315 Pubesbeharing jongen
316 Methode onderzoek pubesbeharing jongen|317 Borstontwikkeling meisje|318 Methode onderzoek borstontwikkeling meisje
321 Lichamelijk functioneren nagevraagd|322 Bijzonderheden slapen/waken|323 Voeding en eetgedrag|324 Zindelijkheid
325 Bijzonderheden ontlasten/plassen/zindelijkheid|328 Bijzonderheden gedrag/temperament
330 Bijzonderheden lichaamsbeweging|339 Verhouding draaglast-draagkracht onderzocht|348 Balans draaglast-draagkracht
349 Bijzonderheden verhouding draaglast-draagkracht|360 Zorg ontvangen in gezin|361 Type zorg|362 Zorg voor
363 Toelichting zorg|364 Periode zorg|365 Reden|368 Hielprik afgenomen|370 Uitvoerende instantie hielprik
373 Type hielprik|374 Datum hielprik|379 Reden herhaling/tweede hielprik|380 Reden niet afgenomen hielprik|381 Uitslag
390 Cornea lichtreflex rechts|391 Cornea lichtreflex links|392 Afdektest: geen instel beweging rechts
393 Afdektest: geen instel beweging links|394 Afdektest: geen herstel beweging rechts
395 Afdektest: geen herstel beweging links|396 Volgbeweging binoculair rechts|397 Volgbeweging binoculair links
398 Volgbeweging monoculair rechts|399 Volgbeweging monoculair links|402 Pupil zwart rechts|403 Pupil zwart links
404 Pupil rond rechts|405 Pupil rond links|406 Pupilreactie rechts|407 Pupilreactie links|408 Conclusie visusbepaling
422 Bijzonderheden testis rechts|428 Overige bijzonderheden hartonderzoek|438 Gehooronderzoek uitgevoerd
439 Uitslag 1e NGS rechts|441 Uitslag 1e NGS links|442 Uitslag 2e NGS rechts|444 Uitslag 2e NGS links
445 Uitslag 3e NGS rechts|447 Uitslag 3e NGS links|458 Audiogram|461 Soort vaccinatie
469 Toestemming aan verpleegkundige om te vaccineren|472 Partijnummer|476 Informatie verstrekt over werkwijze JGZ
480 Gegeven voorlichting|481 Bedreiging sociaal milieu|482 Conclusie|483 Interventie|485 Indicatie|487 Zorgbeëindiging
488 Datum zorgbeëindiging|492 Samenvatting 0-4|493 Notitieblad|494 Soort activiteit|495 Toelichting niet verschenen
496 Melkvoeding op dit moment|510 Passief roken in huis|514 Ervaren gezondheid|603 Uitvoerende JGZ-organisatie URA
604 Huisarts UZI|605 School/brinnummer|606 Leerling/onderwijsnummer|607 Gezinssamenstelling woonverband
608 Type oproepkaart|609 Telefoonnummer|610 Soort telefoonnummer|619 Bijzonderheden (vorige) zwangerschap
626 Toelichting Apgar score|629 Vaccinatie tegen Hepatitis B|630 Land|631 Indicatie gezag minderjarige
655 BSN ouder/verzorger|656 Voorvoegsel achternaam ouder/verzorger|657 Achternaam ouder/verzorger
658 Soort adres ouder/verzorger|659 Gemeente ouder/verzorger|660 Woonplaats ouder/verzorger
661 Straatnaam ouder/verzorger|662 Huisnummer ouder/verzorger|663 Huisletter ouder/verzorger
664 Huisnummertoevoeging ouder/verzorger|665 Aanduiding bij huisnummer ouder/verzorger|666 Postcode ouder/verzorger
667 Locatiebeschrijving ouder/verzorger|669 Land ouder/verzorger|670 Datum vertrek uit Nederland ouder/verzorger
671 Voorvoegsel achternaam broer/zus|672 Achternaam broer/zus|683 Bezwaar|686 Reden van enting
688 Andere betrokken hulpverlener UZI|692 APK-kaart uitslag rechts|695 Dossiernummer|696 Dossier status
697 Adres is geheim|698 E-mail cliënt|700 WID controle uitgevoerd|701 WID controle datum|702 WID aard|703 WID nummer
704 Naam contactpersoon|705 Telefoonnummer contactpersoon|706 E-mail contactpersoon|707 Laag- of niet geletterde
708 Uitvoerende JGZ-professional UZI|709 Huisartsenpraktijk URA|710 Naam contactpersoon/hulpverlener
711 Functie contactpersoon/hulpverlener|712 Telefoon contactpersoon/hulpverlener
713 E-mail contactpersoon/hulpverlener|714 Voor- of buitenschoolse voorzieningen
715 Naam voor- of buitenschoolse voorziening|716 Reden geen deelname aan peuterspeelzaal|717 Groep/klas
719 Naam contactpersoon school|720 Functie contactpersoon school|721 Telefoon contactpersoon school
722 E-mail contactpersoon school|723 Andere betrokken hulpverlenersorganisatie URA|724 Datum activiteit
725 Status activiteit|730 Uitvoerende JGZ-professional activiteit UZI|731 Begeleider
732 WID controle ouder/verzorger uitgevoerd|733 WID controle datum ouder/verzorger|734 WID aard ouder/verzorger
735 WID nummer ouder/verzorger|736 Telefoonnummer ouder/verzorger|737 Soort telefoonnummer ouder/verzorger
738 E-mail ouder/verzorger|739 Risico-inventarisatie VGV|740 Graviditeit|741 Pariteit
745 Type drugsgebruik tijdens de zwangerschap|746 A. femoralis links|747 Melkvoeding op geboortedag|748 Anamnese
752 Bijzonderheden vrijetijdsbesteding|753 Zwemdiploma|754 Ontvangen (para)medische zorg
755 Ingrijpende gebeurtenissen|756 Algemene indruk verkregen|757 Interactie ouder/kind
758 Interactie kind/JGZ-professional|759 Gedrag|760 Stemming|761 Verzorging/hygiëne|762 Ziek|763 Voorkeurshouding
764 Lichaamskant voorkeurshouding|765 Bijzonderheden kleur huid|766 Snel vermoeid|767 Snel transpireren|768 Anders
770 Seksueel actief|771 Anticonceptie|772 Adaptatie/persoonlijkheid/sociaal gedrag nagevraagd
773 Bijzonderheden hechting|774 Relatie met ouder/verzorger|775 Bijzonderheden karakter/persoonlijkheid
776 Bijzonderheden zelfbeeld|777 Bijzonderheden stemming/angsten|778 Bijzonderheden ontdekkingsdrang
779 Bijzonderheden zelfstandigheid|780 Bijzonderheden begrijpen|781 Bijzonderheden wilsontwikkeling
782 Bijzonderheden contact met volwassenen|783 Bijzonderheden omgaan met nieuwe situaties
784 Bijzonderheden geweld/delinquent gedrag|785 Bijzonderheden verslavingsrisico|786 Toelichting verslavingsrisico
787 Functioneren op school nagevraagd|790 Bijzonderheden functioneren in de klas|791 Bijzonderheden indruk school
792 Bijzonderheden schoolverzuim|793 Lichaamskant bijzonderheden hoofd|794 Bijzonderheden uiterlijk oor rechts
795 Bijzonderheden uiterlijk oor links|796 Bijzonderheden mond/tong|797 Bijzonderheden hals|798 Bijzonderheden abdomen
799 Lichaamskant bijzonderheden wervelkolom|800 Hoogteverschil gibbus bij scoliose
801 Lichaamskant scoliose hoekmeting|802 Bijzonderheden bovenste extremiteiten
803 Lichaamskant bijzonderheden bovenste extremiteiten|804 Beenlengteverschil|805 Bijzonderheden voet links
806 Scrotale testes|807 Bijzonderheden anus|808 Bijzonderheden lengte ouders|809 Target height|810 Target Height Range
811 Groeicurve gewicht naar leeftijd|812 Groeicurve gewicht naar lengte|813 BMI-curve
814 Bijzonderheden cognitieve ontwikkeling|815 Lateralisatie|816 Taalomgeving stimulerend
817 Taalsignaleringsinstrument|818 Beoordeling taalontwikkeling|819 Bijzonderheden taalsignaleringsinstrument
820 Aard bijzonderheden spraak- en taalontwikkeling|821 Toelichting aard bijzonderheden|822 Totaalscore SLS
823 Beoordeling spraak- en taalontwikkeling Nederlands|824 Bijzonderheden menstruatie|825 Pubesbeharing meisje
826 Methode onderzoek pubesbeharing meisje|827 Bedreiging fysiek milieu|829 Doel|831 Bril/lenzen dragend
832 APK-kaart uitslag links|833 APK-TOV-kaart 3 meter uitslag rechts|834 APK-TOV-kaart 3 meter uitslag links
835 LH-kaart uitslag rechts|836 LH-kaart uitslag links|837 Landolt-C-kaart uitslag rechts
838 Landolt-C-kaart uitslag links|839 Bijzonderheden visusbepaling|840 Rode fundusreflex rechts
841 Rode fundusreflex links|842 Bijzonderheden VOV-onderzoek|851 Bijzonderheden inspectie oog|852 Ishiharatest
853 Dieptezien|854 Uitslag oogarts/orthoptist|855 Hartonderzoek uitgevoerd|856 Geruis intensiteit|858 Geruis timing
859 Lokalisatie|860 Voortgeleiding|861 Bijzonderheden harttonen|862 Bijzonderheden hartritme
863 Bijzonderheden gehooronderzoek|864 Testtoon aangeboden|865 Uitslag gehoorscreening
869 Uitslag serologisch onderzoek Hepatitis B|870 Reden afwijkend schema|871 Toelichting afwijkend schema
872 Toelichting afwijkende plaats vaccinatie|873 Periode reactie|874 Verschijnselen
875 Reactie gemeld aan bevoegde instantie datum|876 Reactie gemeld aan bevoegde instantie door UZI
877 Gedragstoestand Van Wiechen|878 Interactie Van Wiechen|879 1. Ogen fixeren|880 Opmerking bij VWO 1
881 2. Volgt met ogen èn hoofd 30º-0º-30º rechts|882 Opmerking bij VWO 2
883 2. Volgt met ogen èn hoofd 30º-0º-30º links|884 3. Handen af en toe open rechts|885 3. Handen af en toe open links
886 4. Kijkt naar eigen handen|887 5. Speelt met handen middenvoor
888 6. Pakt in rugligging voorwerp binnen bereik rechts|889 6. Pakt in rugligging voorwerp binnen bereik links
890 7. Pakt blokje over|891 8. Houdt blokje vast, pakt er nog een in andere hand|892 9. Speelt met beide voeten rechts
893 9. Speelt met beide voeten links|894 10. Pakt propje met duim en wijsvinger rechts|895 Opmerking bij VWO 10
896 10. Pakt propje met duim en wijsvinger links|897 11. Doet blokje in/uit doos rechts
898 11. Doet blokje in/uit doos links|899 Opmerking bij VWO 11|900 12. Speelt "geven en nemen"
901 Opmerking bij VWO 12|902 13. Stapelt 2 blokjes rechts|903 13. Stapelt 2 blokjes links|904 Opmerking bij VWO 13
905 14. Gaat op onderzoek uit|906 15. Stapelt 3 blokjes rechts|907 15. Stapelt 3 blokjes links
908 Opmerking bij VWO 15|909 16. Doet anderen na|910 17. Stapelt 6 blokjes|911 Opmerking bij VWO 17
912 18. Plaatst ronde vorm in stoof|913 19. Trekt kledingstuk uit|914 20. Bouwt vrachtauto na|915 Opmerking bij VWO 20
916 21. Plaatst 3 vormen in stoof|917 22. Tekent verticale lijn na|918 23. Bouwt brug na|919 Opmerking bij VWO 23
920 24. Plaatst 4 vormen in stoof|921 25. Trekt eigen kledingstuk aan|922 26. Tekent cirkel na
923 27. Houdt potlood met vingers vast|924 Lichaamskant VWO 27|925 Opmerking bij VWO 27|926 28. Tekent kruis na
927 29. Reageert op toespreken|928 30. Lacht terug|929 Lacht eerste keer terug|930 31. Maakt geluiden terug
931 32. Maakt gevarieerde geluiden|932 33. Zegt "dada-baba" of "gaga"|933 34. Brabbelt bij zijn spel
934 35. Reageert op mondeling verzoek|935 36. Maakt communicatieve gebaren|936 37. Zegt 2 "geluidswoorden" met begrip
937 38. Begrijpt enkele dagelijks gebruikte zinnen|938 39. Zegt 3 'woorden' met begrip
939 40. Begrijpt fantasieopdrachtjes (M)|940 41. Zegt "zinnen" van 2 woorden|941 42. Wijst 6 lichaamsdelen aan bij pop
942 Opmerking bij VWO 42|943 43. Noemt zichzelf "mij" of "ik"|944 Opmerking bij VWO 43
945 44. Wijst 5 plaatjes aan in boek|946 Opmerking bij VWO 44|947 45. Zegt "zinnen" van 3 of meer woorden
948 46. Is verstaanbaar voor bekenden|949 47. Praat spontaan over gebeurtenissen thuis/speelzaal
950 48. Stelt vragen naar "wie", "wat", "waar", "hoe"|951 49. Is goed verstaanbaar voor onderzoeker
952 Opmerking bij VWO 49|953 50. Stelt vragen naar "hoeveel", "wanneer", "waarom"
954 51. Begrijpt analogieën en tegenstellingen|955 52. Beweegt armen goed (R)|956 52. Beweegt armen goed (L)
957 Opmerking bij VWO 52|958 53. Beweegt benen goed (R)|959 53. Beweegt benen goed (L)|960 Opmerking bij VWO 53
961 54. Blijft hangen bij optillen onder de oksels|962 55. Reacties bij optrekken tot zit|963 Opmerking bij VWO 55
964 56. Heft kin even van onderlaag|965 Opmerking bij VWO 56|966 57. Heft in buikligging hoofd tot 45º
967 Opmerking bij VWO 57|968 58. Kijkt rond met 90º geheven hoofd|969 Opmerking bij VWO 58
970 59. Benen gebogen of trappelen bij verticaal zwaaien rechts
971 59. Benen gebogen of trappelen bij verticaal zwaaien links|972 Opmerking bij VWO 59
973 60. Rolt zich om van rug naar buik en omgekeerd|974 Opmerking bij VWO 60|975 61. Kan hoofd goed ophouden in zit
976 Opmerking bij VWO 61|977 62. Zit op billen met gestrekte benen|978 63. Zit stabiel los|979 Opmerking bij VWO 63
980 64. Kruipt vooruit, buik op de grond|981 Opmerking bij VWO 64|982 66. Kruipt vooruit|983 Opmerking bij VWO 66
984 67. Loopt langs|985 Opmerking bij VWO 67|986 68. Loopt los / loopt goed los / loopt soepel
987 Opmerking bij VWO 68|988 Eerste keer los lopen|989 69. Gooit bal zonder om te vallen|990 Opmerking bij VWO 69
991 70. Kan hurken en weer gaan staan zonder steun en zonder hulp van de armen|992 Opmerking bij VWO 70
993 71. Schopt bal weg rechts|994 71. Schopt bal weg links|995 Opmerking bij VWO 71|996 72. Kan in zit soepel roteren
997 Opmerking bij VWO 72|998 73. Fietst (op driewieler)|999 74. Springt met beide voeten tegelijk
1000 Opmerking bij VWO 74|1001 75. Kan minstens 5 seconden op één been staan rechts
1002 75. Kan minstens 5 seconden op één been staan links|1003 Opmerking bij VWO 75
1004 Bijzonderheden Van Wiechen onderzoek|1005 Observatie bij oefeningen|1006 Scan van oefeningenblad
1007 1. Figuren natekenen - kwantiteit|1008 2. Lijntrekken - kwantiteit|1009 2. Lijntrekken - kwaliteit
1010 3. Stippen zetten - kwantiteit|1011 3. Pengreep - kwaliteit|1012 4. Vinger-duim oppositie - kwantiteit rechts
1013 4. Vinger-duim oppositie - kwantiteit links|1014 4. Vinger-duim oppositie - kwaliteit
1015 5. Oogbewegingen - kwantiteit|1016 5. Oogbewegingen - kwaliteit|1017 6. Top-neus proef - kwantiteit rechts
1018 6. Top-neus proef - kwantiteit links|1019 7. Diadochokinese - kwantiteit rechts
1020 7. Diadochokinese - kwantiteit links|1021 7. Diadochokinese - kwaliteit|1022 8. Veter strikken - kwantiteit
1023 9. Eén been staan - kwantiteit rechts|1024 9. Eén been staan - kwantiteit links
1025 9. Eén been staan - kwaliteit|1026 10. Hielen lopen - kwantiteit|1027 10. Hielen lopen - kwaliteit
1028 11. Streeplopen - kwantiteit|1029 11. Streeplopen - kwaliteit|1030 12. Hinkelen - kwantiteit rechts
1031 12. Hinkelen - kwantiteit links|1032 12. Hinkelen - kwaliteit|1033 13. Springen - kwantiteit
1034 13. Springen - kwaliteit|1035 Is er sprake van fysieke belemmeringen|1036 Bijzonderheden fysieke belemmeringen
1037 Is er sprake van negatieve kindfactoren|1038 Bijzonderheden negatieve kindfactoren
1039 Is er sprake van negatieve omgevingsfactoren|1040 Bijzonderheden negatieve omgevingsfactoren|1041 Kwantiteitscore
1042 Percentiel|1043 Kwaliteitscore fijne motoriek|1044 Kwaliteitscore grove motoriek|1045 Bijzonderheden BFMT
1078 1. Houdt rekening met gevoelens van anderen|1079 2. Is rusteloos|1080 3. Klaagt vaak over hoofdpijn
1081 4. Deelt makkelijk met andere jeugdigen|1082 5. Heeft vaak driftbuien of woede-uitbarstingen
1083 6. Is nogal op zichzelf|1084 7. Is doorgaans gehoorzaam|1085 8. Heeft veel zorgen
1086 9. Is behulpzaam als iemand zich heeft bezeerd|1087 10. Is constant aan het wiebelen of wriemelen
1088 11. Heeft minstens één goede vriend of vriendin|1089 12. Vecht vaak met andere jeugdigen of pest ze
1090 13. Is vaak ongelukkig|1091 14. Wordt over het algemeen aardig gevonden door andere jeugdigen
1092 15. Is gemakkelijk afgeleid|1093 16. Is zenuwachtig of zich vastklampend in nieuwe situaties
1094 17. Is aardig tegen jongere kinderen|1095 18. Liegt of bedriegt vaak
1096 19. Wordt getreiterd of gepest door andere jeugdigen|1097 20. Biedt vaak vrijwillig hulp aan anderen
1098 21. Denkt na voor iets te doen|1099 22. Pikt dingen thuis
1100 23. Kan beter opschieten met volwassenen dan met andere jeugdigen|1101 24. Is voor heel veel bang
1102 25. Maakt opdrachten af|1103 Heeft u opmerkingen?
1104 Denkt u over het geheel genomen dat uw kind moeilijkheden heeft op één of meer van de volgende gebieden: emoties, concentratie, gedrag of vermogen om met andere mensen op te schieten?
1105 Hoe lang bestaan deze moeilijkheden?|1106 Maken de moeilijkheden uw kind overstuur of van slag?
1107 Belemmering thuis|1108 Belemmering vriendschappen|1109 Belemmering leren in de klas
1110 Belemmering activiteiten in de vrije tijd|1111 Belasten de moeilijkheden u of het gezin als geheel?
1112 Score emotionele problemen|1113 Score gedragsproblemen|1114 Score problemen leeftijdsgenoten
1115 Score hyperactiviteit|1116 SDQ totaal score|1117 Score pro-sociaal gedrag|1150 Duur zorg op maat
1151 Probleemomschrijving|1152 Oorzaak|1153 Zich uitend in|1154 Doelen|1155 Interventies|1156 Evaluatie
1157 Voorlichtingsmateriaal|1158 Extra zorg/interventie|1159 Verwijzing naar
1163 Toestemming overdracht dossier binnen JGZ|1164 Bron toestemming overdracht dossier binnen JGZ
1165 Toestemming verstrekking informatie aan derden|1166 Bron toestemming verstrekking informatie aan derden
1167 Papieren JGZ-dossier aanwezig|1168 Locatie papieren JGZ-dossier|1169 Soort toegevoegd bestand
1171 Afzender bestand|1172 Datum bestand|1173 0. Stoornis|1174 1. Hoorstoornis|1175 2. Stemstoornis
1176 3. Taalstoornis|1177 5. Articulatie|1178 6. Nasaliteit|1179 7. Stoornis in vloeiendheid
1180 8. Afwijkend mondgedrag|1181 9. Overig|1182 Toelichting aard bijzonderheden screening logopedie
1183 Naam groep/klas|1185 Bestand|1186 Naam contactpersoon voor- of buitenschoolse voorziening
1187 Functie contactpersoon voor- of buitenschoolse voorziening
1188 Telefoon contactpersoon voor- of buitenschoolse voorziening
1189 E-mail contactpersoon voor- of buitenschoolse voorziening|1190 Bijzonderheden woonverband
1191 Spreektaal ouder/verzorger|1194 Aanmelder UZI Verwijsindex|1195 Datum aanmelding Verwijsindex
1196 Datum afmelding Verwijsindex|1197 Status in zorg|1200 Vader/moeder|1201 Afgesloten|1202 Methode meting
1203 Testtoon 500 rechts|1204 Testtoon 500 links|1205 Testtoon 1000 rechts|1206 Testtoon 1000 links
1207 Testtoon 2000 rechts|1208 Testtoon 2000 links|1209 Testtoon 3000 rechts|1210 Testtoon 3000 links
1211 Testtoon 4000 rechts|1212 Testtoon 4000 links|1213 Testtoon 6000 rechts|1214 Testtoon 6000 links
1216 Drempel 500 rechts|1218 Drempel 500 links|1220 Drempel 1000 rechts|1222 Drempel 1000 links
1224 Drempel 2000 rechts|1226 Drempel 2000 links|1228 Drempel 3000 rechts|1230 Drempel 3000 links
1232 Drempel 4000 rechts|1234 Drempel 4000 links|1236 Drempel 6000 rechts|1238 Drempel 6000 links
1239 Uitslag drempelonderzoek|1240 Opmerking bij VWO 3|1241 Opmerking bij VWO 4|1242 Opmerking bij VWO 5
1243 Opmerking bij VWO 6|1244 Opmerking bij VWO 7|1245 Opmerking bij VWO 8|1246 Opmerking bij VWO 9
1247 Opmerking bij VWO 14|1248 Opmerking bij VWO 16|1249 Opmerking bij VWO 18|1250 Opmerking bij VWO 19
1251 Opmerking bij VWO 21|1252 Opmerking bij VWO 22|1253 Opmerking bij VWO 24|1254 Opmerking bij VWO 25
1255 Opmerking bij VWO 26|1256 Opmerking bij VWO 28|1257 Opmerking bij VWO 29|1258 Opmerking bij VWO 30
1259 Opmerking bij VWO 31|1260 Opmerking bij VWO 32|1261 Opmerking bij VWO 33|1262 Opmerking bij VWO 34
1263 Opmerking bij VWO 35|1264 Opmerking bij VWO 36|1265 Opmerking bij VWO 37|1266 Opmerking bij VWO 38
1267 Opmerking bij VWO 39|1268 Opmerking bij VWO 40|1269 Opmerking bij VWO 41|1270 Opmerking bij VWO 45
1271 Opmerking bij VWO 46|1272 Opmerking bij VWO 47|1273 Opmerking bij VWO 48|1274 Opmerking bij VWO 50
1275 Opmerking bij VWO 51|1276 Opmerking bij VWO 54|1277 Opmerking bij VWO 62|1278 65. Trekt zich op tot staan
1279 Opmerking bij VWO 65|1280 Opmerking bij VWO 73|1318 Rol contactpersoon|1322 Doodsoorzaak ouder/verzorger
1323 Stuitligging laatste trimester|1324 Wijze van geboorte|1325 Aanmelder UZI Veilig Thuis
1326 Datum melding Veilig Thuis|1327 Datum consultatie Veilig Thuis|1328 Bijzonderheden consultatie Veilig Thuis
1329 Dialect|1330 Datum start zorg|1331 Screeningsinstrument NGS|1332 Element|1333 Waarde|1334 Activiteit ID
1335 Rubriek ID|1336 Uitvoerende instantie vaccinatie|1337 Vitamine K|1338 Vitamine D|1339 Toelichting vitamine
1340 Melkvoeding op 8e dag|1341 Screeningsinstrument psychosociale problematiek|1342 Datum afname SPP
1343 SPP ingevuld door|1344 Plaats van afname SPP|1345 Bijzonderheden SPP|1346 Conclusie SPP
1349 Datum toestemming overdracht dossier binnen JGZ|1350 Datum toestemming verstrekking informatie aan derden
1351 Contact met|1352 Woonverband ID|1363 Woonverband ID cliënt|1364 Woonverband ID ouder/verzorger
1365 Woonverband ID broer/zus|1367 Bijzonderheden ouder/verzorger|1368 Voornaam zoon/dochter
1369 Voorvoegsel achternaam zoon/dochter|1370 Achternaam zoon/dochter|1371 Geslacht zoon/dochter
1372 Geboortedatum zoon/dochter|1374 Bijzonderheden zoon/dochter|1375 Woonverband ID zoon/dochter|1377 Activiteit ID
1378 Zwemles|1379 Oogonderzoek uitgevoerd|1380 Bijzonderheden melding Veilig Thuis
1381 Uitvoerende UZI consultatie Veilig Thuis|1382 Gebruikt hand
1383 Datum toestemming aan verpleegkundige om te vaccineren|1384 Bedreigingen nagevraagd
1385 Arts UZI toestemming aan verpleegkundige om te vaccineren|1386 Periode geldigheid adres cliënt
1388 Periode geldigheid huisarts|1389 Periode geldigheid andere betrokken organisatie/hulpverlener
1390 Periode geldigheid voor- of buitenschoolse voorzieningen|1391 Periode geldigheid school
1392 Bijzonderheden testis links|1393 Bijzonderheden scrotum links|1394 Vergewissen uitgevoerd
1395 Bezwaar overdracht dossier binnen JGZ|1396 Bron bezwaar overdracht dossier binnen JGZ
1397 Datum bezwaar overdracht dossier binnen JGZ|1398 Toestemming aanmelding LSP|1399 Bron toestemming aanmelding LSP
1400 Datum toestemming aanmelding LSP|1401 Afschrift JGZ-dossier verstrekt aan
1402 Datum verstrekking afschrift JGZ-dossier|1403 Toelichting verstrekking afschrift JGZ-dossier
1404 Bezwaar wetenschappelijk onderzoek|1405 Bron bezwaar wetenschappelijk onderzoek
1406 Datum bezwaar wetenschappelijk onderzoek|1407 Toelichting verstrekking informatie aan derden
1408 Bijzonderheden signaal Verwijsindex|1409 Datum vaccinatie|1410 Naam uitvoerende persoon
1411 Naam uitvoerende persoon|1412 Datum opname ziekenhuis|1413 Gescreend in NICU
1414 Risico-inschatting VGV op dit moment|1415 Verklaring tegen VGV meegegeven|1416 Bijzonderheden VGV
1417 Deelname VVE|1418 APK-TOV-kaart 5 meter uitslag rechts|1419 APK-TOV-kaart 5 meter uitslag links
1420 APK-TOV-kaart 4 meter uitslag rechts|1421 APK-TOV-kaart 4 meter uitslag links
1422 Bijzonderheden omgaan met broer/zus/leeftijdgenoten|1423 Verzoeker activiteit|1424 Indicatie activiteit
1425 Bijzonderheden hand links|1426 Bijzonderheden hand rechts|1427 Periode geldigheid contactpersoon
1428 Periode geldigheid contactpersoon/hulpverlener|1429 Periode geldigheid contactpersoon school
1430 Periode geldigheid contactpersoon voor- of buitenschoolse voorziening|1431 Bijzonderheden hielprikafname
1432 Setnummer vorige hielprik|1433 Diagnose Audiologisch Centrum gehoor links
1434 Diagnose Audiologisch Centrum gehoor rechts|1435 Advies Audiologisch Centrum aan ouders
1436 Toelichting advies Audiologisch Centrum aan ouders|1437 Bijzonderheden sensibiliteit|1438 Proef van Romberg
1439 Kruis van Reitan|1440 Menstekening|1441 Verantwoordelijke JGZ-organisatie URA
1442 Verantwoordelijke JGZ-professional UZI|1446 Toelichting bijzonderheden heupen|1447 SDQ impactscore
1448 Datum verkrijgen vaccinatieschema|1449 Soort geplande vaccinatie|1450 Minimale uitvoerdatum vaccinatie
1451 Streefdatum vaccinatie|1452 Locatie uitvoerende organisatie|1453 Startdatum geldigheid adres cliënt
1454 Einddatum geldigheid adres cliënt|1455 Startdatum geldigheid contactpersoon
1456 Einddatum geldigheid contactpersoon|1457 Startdatum geldigheid uitvoerende JGZ-organisatie
1458 Einddatum geldigheid uitvoerende JGZ-organisatie|1459 Startdatum geldigheid verantwoordelijke JGZ-organisatie
1460 Einddatum geldigheid verantwoordelijke JGZ-organisatie|1461 Startdatum geldigheid huisarts
1462 Einddatum geldigheid huisarts|1463 Startdatum geldigheid andere betrokken organisatie/hulpverlener
1464 Einddatum geldigheid andere betrokken organisatie/hulpverlener
1465 Startdatum geldigheid contactpersoon/hulpverlener|1466 Einddatum geldigheid contactpersoon/hulpverlener
1467 Startdatum zorg|1468 Einddatum zorg|1469 Startdatum geldigheid voor- of buitenschoolse voorzieningen
1470 Einddatum geldigheid voor- of buitenschoolse voorzieningen
1471 Startdatum geldigheid contactpersoon voor- of buitenschoolse voorziening
1472 Einddatum geldigheid contactpersoon voor- of buitenschoolse voorziening|1473 Startdatum geldigheid school
1474 Einddatum geldigheid school|1475 Startdatum geldigheid contactpersoon school
1476 Einddatum geldigheid contactpersoon school|1477 Startdatum geel zien|1478 Einddatum geel zien
1479 Startdatum opname kinderafdeling|1480 Einddatum opname kinderafdeling|1481 Startdatum duur zorg op maat
1482 Einddatum duur zorg op maat|1483 Startdatum reactie|1484 Einddatum reactie|1485 Middelomtrek in millimeters
1486 Bloeddruk systolisch|1487 Bloeddruk diastolisch|1488 Afkapwaarde ondergrens bloeddruk systolisch
1489 Afkapwaarde bovengrens bloeddruk systolisch|1490 Afkapwaarde ondergrens bloeddruk diastolisch
1491 Afkapwaarde bovengrens bloeddruk diastolisch|1492 Gewichtsklasse op basis van BMI
1493 Reden geen deelname aan VVE|1494 Verwijsbrief|1495 Overall risicoinschatting SPARK
1496 Score taalsignaleringsinstrument|1497 Bestandsnaam|1498 Bestand mimetype|1499 Zwemles|1500 Schoolzwemmen
1501 Uitvoerende JGZ-professional activiteit naam|1503 Vreemdelingennummer
1504 Arts BIG toestemming aan verpleegkundige om te vaccineren
1505 Arts naam toestemming aan verpleegkundige om te vaccineren|1506 Uitvoerende JGZ-organisatie naam
1507 Verantwoordelijke JGZ-organisatie naam|1508 Uitvoerende JGZ-professional activiteit BIG|1509 Huisarts AGB
1510 Huisartspraktijk AGB|1511 Andere betrokken hulpverlener AGB|1512 Andere betrokken hulpverlenersorganisatie AGB
1513 Aanmelder BIG Verwijsindex|1514 Aanmelder BIG Veilig Thuis|1515 Uitvoerende BIG consultatie Veilig Thuis
1516 Uitvoerende naam consultatie Veilig Thuis|1517 Reactie gemeld aan bevoegde instantie door BIG
1518 Reactie gemeld aan bevoegde instantie door naam|1519 Aanmelder naam Verwijsindex|1520 Aanmelder naam Veilig Thuis
1521 Arts AGB toestemming aan verpleegkundige om te vaccineren|1522 Aanmelder AGB Verwijsindex
1523 Uitvoerende JGZ-professional activiteit AGB|1524 Aanmelder AGB Veilig Thuis
1525 Uitvoerende AGB consultatie Veilig Thuis|1526 Reactie gemeld aan bevoegde instantie door AGB|1527 Huisarts BIG
1528 Andere betrokken hulpverlener BIG|1529 Uitvoerende JGZ-organisatie AGB|1530 Verantwoordelijke JGZ-organisatie AGB
1531 Kolom Van Wiechen onderzoek|1532 Schoolnaam|1533 Toestemming gegevensuitwisseling RVP
1534 Naam bron toestemming gegevensuitwisseling RVP|1535 Bron toestemming gegevensuitwisseling RVP
1536 Datum toestemming gegevensuitwisseling RVP|1537 Naam JGZ-medewerker toestemming gegevensuitwisseling RVP
1538 JGZ-organisatie URA toestemming gegevensuitwisseling RVP
1539 JGZ-organisatie AGB toestemming gegevensuitwisseling RVP
1540 JGZ-organisatie naam toestemming gegevensuitwisseling RVP|1541 Toestemmingswijze gegevensuitwisseling RVP
1542 Berekende toestemming gegevensuitwisseling RVP|1543 Naam bron overdracht dossier binnen JGZ
1547 Naam JGZ-medewerker registratie toestemming overdracht dossier binnen JGZ
1548 JGZ-organisatie URA registratie toestemming overdracht dossier binnen JGZ
1549 JGZ-organisatie AGB registratie toestemming overdracht dossier binnen JGZ
1550 JGZ-organisatie naam registratie toestemming overdracht dossier binnen JGZ
1551 Datum registratie toestemming overdracht dossier binnen JGZ|1552 Naam bron toestemming aanmelding LSP
1553 Naam JGZ-medewerker registratie toestemming aanmelding LSP
1554 JGZ-organisatie URA registratie toestemming aanmelding LSP
1555 JGZ-organisatie AGB registratie toestemming aanmelding LSP
1556 JGZ-organisatie naam registratie toestemming aanmelding LSP|1557 Datum registratie toestemming aanmelding LSP
1558 Naam bron toestemming verstrekking informatie aan derden
1559 Naam JGZ-medewerker registratie verstrekking informatie aan derden
1560 JGZ-organisatie URA registratie toestemming verstrekking informatie aan derden
1561 JGZ-organisatie AGB registratie toestemming verstrekking informatie aan derden
1562 JGZ-organisatie naam registratie toestemming verstrekking informatie aan derden
1563 Datum registratie toestemming verstrekking informatie aan derden
1564 Naam bron bezwaar tegen hergebruik van geanonimiseerde dossiergegevens|1565 Gezag ouder/verzorger
1566 Startdatum geldigheid gezag ouder/verzorger|1567 Einddatum geldigheid gezag ouder/verzorger
1568 Bijzonderheden sociale/fysieke milieu
1569 Er zijn (blijvende) zorgen dat de opvoed- en/of opgroeisituatie van de jeugdige een bedreiging voor de veiligheid van de jeugdige kunnen vormen
1570 De (blijvende) zorgen zijn gedeeld met de jeugdige/ouder(s)/verzorger(s)
1571 Reden om (blijvende) zorgen niet te delen
1572 Afwegingsvraag 1: Is er een vermoeden van (dreiging van) huiselijk geweld en/of kindermishandeling?
1573 Afwegingsvraag 2: Is er sprake van acute onveiligheid en/of structurele onveiligheid?
1574 Afwegingsvraag 3: Ben ik, als JGZ-professional, in staat effectieve hulp te bieden of te organiseren?
1575 Afwegingsvraag 4: Aanvaarden de betrokkenen de hulp? Ben ik in staat de hulp te bieden of te organiseren?
1576 Afwegingsvraag 5: Leidt de hulp binnen de gewenste termijn tot duurzame veiligheid en/of het welzijn van alle betrokkenen?
1577 Vorm activiteit|1578 A terme datum|1579 Moeder heeft kinkhoest doorgemaakt na zwangerschapsduur 12w6d
1580 Kinkhoest doorgemaakt na zwangerschapsduur 12w6d
1581 Moeder heeft kinkhoestvaccinatie gekregen na zwangerschapsduur 12w6d
1582 Kinkhoestvaccinatie gekregen na zwangerschapsduur 12w6d
1583 Interval maternale kinkhoestvaccinatie en geboorte meer dan 2 weken|1584 Vaccinatieschema DKTP pasgeborene
1585 Stollingsstoornis|1586 Chronisch drager Hepatitis-B|1587 Datum maternale kinkhoestvaccinatie
1588 Medicijngebruik tijdens zwangerschap|1589 Vaccinatie door RIVM afgekeurd|1590 Soort visuskaart
1591 Uitslag visus rechts|1592 Uitslag visus links
1593 Is er een absolute contra-indicatie voor rota-vaccinatie afgegeven?
1594 Absolute contra-indicatie rota-vaccinatie
1595 Is er een relatieve contra-indicatie voor rota-vaccinatie afgegeven?
1596 Relatieve contra-indicatie rota-vaccinatie|1597 Heeft de moeder tijdens de zwangerschap een biological gebruikt?
1598 Is er een detecteerbare bloedspiegel bij het kind met betrekking tot biological?
1599 Uitvoerende activiteit discipline|1600 Contact ivm meldcode met functie|1601 Schoolverzuim
1602 Toelichting schoolverzuim|1603 Advies met betrekking tot deelname aan lesprogramma
1604 Toelichting advies met betrekking tot deelname lesprogramma|1605 Status activiteit
1606 Contact ivm meldcode met naam|1607 Einddatum toestemming gegevensuitwisseling RVP
1608 Toelichting erfelijke factor in de familie|1609 Scrotale testes bij geboorte
1610 Vitamine K toegediend direct na geboorte|1611 Bijzonderheden huilen|1612 Leefstijl
1614 Conclusie JGZ-professional lengtegroei|1615 Target Height SDS|1616 Welk groeidiagram wordt gebruikt
1618 Conclusie visus 3 jaar|1619 Melding Veilig Thuis besproken|1620 Signaal Verwijsindex besproken
1621 Match in Verwijsindex|1622 Datum match Verwijsindex|1623 Overall conclusie alle domeinen DMOP
1624 Waardering domein ‘Omstandigheden en gebeurtenissen' (DMOP)|1625 Waardering domein 'Welbevinden kind' (DMOP)
1626 Waardering domein 'Rol partner' (DMOP)|1627 Waardering domein 'Competentie ouder' (DMOP)
1628 Waardering domein 'Sociale steun' (DMOP)|1629 GIZ-driehoek|1630 Bijzonderheden GIZ-driehoek
1631 Lichamelijke ontwikkeling|1632 Verstandelijke ontwikkeling|1633 Emotionele ontwikkeling
1634 Sociale en seksuele ontwikkeling|1635 Basiszorg / veiligheid|1636 Opvoeden|1637 Beleving ouderschap
1638 Onderlinge steun ouders|1639 Gezinsomstandigheden|1640 Netwerk|1641 Conclusie van de zorgbehoeften GIZ
1642 Cliënt behoort tot de risicogroep die jaarlijks de griepvaccinatie aangeboden krijgt
1643 Cliënt haalt de griepvaccinatie bij de huisarts|1644 Contra-indicatie om (nu) te vaccineren
1645 Toelichting contra-indicatie om (nu) te vaccineren|1646 Genotsmiddelen/verslavingsrisico
1647 Soorten genotsmiddelen/verslavingsrisico|1648 Toelichting genotsmiddelen/verslavingsrisico
1649 Seksueel functioneren|1650 Toelichting seksueel functioneren|1651 Conclusie seksueel gedrag
1656 Pyschosociaal functioneren en cognitieve ontwikkeling
1657 Toelichting psychosociaal functioneren en cognitieve ontwikkeling|1658 Beoordeling cognitieve ontwikkeling
1659 Bevinding(en) psychosociaal functioneren|1660 68a. Loopt los|1661 Opmerking bij VWO 68a|1662 68b. Loopt goed los
1663 Opmerking bij VWO 68b|1664 68c. Loopt soepel
1665 In de omgeving van de jeugdige wordt wel eens of dagelijks gerookt
1666 Toelichting roken in omgeving van de jeugdige|1667 Stoppen met roken interventie besproken
1668 Jeugdige heeft zwemdiploma|1669 52. Beweegt armen evenveel|1670 53. Beweegt benen evenveel
1671 Scoliose hoekmeting|1672 Ligging testes|1673 Beoordeling puberteitsontwikkeling
1674 Genitalia/puberteitsontwikkeling|1675 Motorisch functioneren|1676 Zenuwstelsel|1677 Bijzonderheden zenuwstelsel
1678 Voorkeurshouding|1679 Algemene indruk|1680 Risicosignalen hartfunctie|1681 Hart- en Vaatstelsel
1682 De kinderarts heeft een contra-indicatie voor vaccinatie doorgegeven|1683 Moeder heeft biological gebruikt
1684 Score op aanvullende vragen op ontwikkelingskenmerk 41|1685 Subscore Van Wiechen taalonderzoek 2 jaar
1686 Score spelvraag Van Wiechentaalonderzoek|1687 Beoordeling taalontwikkeling 2 jaar
1688 Beoordeling taalontwikkeling 2,6 jaar|1689 Beoordeling taalontwikkeling 3 jaar|1690 Opmerking bij VWO 68c
5063 BCG litteken
`

/** By number; an element of a later edition is not in it. */
export const BDS_NAMES: ReadonlyMap<number, string> = new Map(
  NAMES.trim()
    .split(/[|\n]/)
    .map((entry) => {
      const space = entry.indexOf(' ')
      return [Number(entry.slice(0, space)), entry.slice(space + 1)] as const
    }),
)
