import type { Culture } from "./culture.ts";

export const easternEurope: readonly Culture[] = [
  {
    id: "greek",
    shape: "western",
    male: "Georgios Dimitrios Konstantinos Ioannis Nikolaos Panagiotis Vasileios Christos Athanasios Evangelos Michail Spyridon Anastasios Theodoros Andreas Stavros Antonios Emmanouil Alexandros Ilias Apostolos Charalampos Petros Stylianos Sotirios Grigorios Pavlos Stefanos Eleftherios Angelos Markos Leonidas Kyriakos Yannis Kostas Nikos Yorgos Dimitris Vassilis Takis Costas Panos Thanasis Manolis Stelios Lefteris Makis Tasos Aris Achilleas Odysseas Periklis Orestis Rafail Iasonas Fotios Savvas Marios Loizos Christoforos",
    female:
      "Maria Eleni Aikaterini Vasiliki Sofia Angeliki Georgia Dimitra Konstantina Paraskevi Anna Ioanna Evangelia Despoina Kalliopi Foteini Anastasia Alexandra Chrysoula Athina Theodora Eirini Panagiota Stavroula Kyriaki Zoi Evdokia Olga Styliani Varvara Christina Eftychia Marina Nikoletta Argyro Ourania Magdalini Polyxeni Katina Roula Voula Litsa Katerina Elena Danai Nefeli Artemis Ifigeneia Kleio Melina Myrto Antigoni Persefoni Penelope Thalia Xenia Rania Fani Popi Andri",
    family:
      "Papadopoulos Vlachos Angelopoulos Nikolaidis Georgiou Petridis Athanasiadis Dimitriadis Papadakis Panagiotopoulos Papantoniou Antoniou Ioannou Konstantinou Makris Pappas Oikonomou Samaras Karagiannis Alexiou Vasileiou Christodoulou Nikolaou Papageorgiou Kyriakou Theodorou Papanikolaou Georgiadis Konstantinidis Ioannidis Christou Markopoulos Stavropoulos Giannopoulos Anagnostopoulos Dimopoulos Kostopoulos Michailidis Pavlidis Raptis Zervas Galanis Kalogeropoulos Sotiriou Lazaridis Mavridis Karras Tsakiris Kontos Economou Tsoukalas Papaioannou Papathanasiou Charalambous Hadjigeorgiou Savvidis Kazantzis Arvanitis Vlahos Mitropoulos Triantafyllou Spanos Korres Manolakis Theodorakis Vasilakis Xenakis Diamantis Katsaros Stathopoulos Tzanetakis Loukas Roussos Lambrou Zachariou Philippou Andreou Demetriou Kyprianou Neofytou Stylianou Michaelides",
  },
  {
    id: "polish",
    shape: "western",
    male: "Jan Andrzej Piotr Krzysztof Stanislaw Tomasz Pawel Jozef Marcin Marek Michal Grzegorz Jerzy Tadeusz Adam Lukasz Zbigniew Ryszard Dariusz Henryk Mariusz Kazimierz Wojciech Robert Mateusz Marian Rafal Jacek Janusz Miroslaw Maciej Slawomir Jaroslaw Kamil Wieslaw Roman Wladyslaw Jakub Artur Zdzislaw Edward Mieczyslaw Damian Dawid Przemyslaw Sebastian Czeslaw Leszek Daniel Waldemar Bartosz Filip Szymon Antoni Kacper Bartlomiej Wiktor Franciszek Aleksander Igor",
    female:
      "Anna Maria Katarzyna Malgorzata Agnieszka Krystyna Barbara Ewa Elzbieta Zofia Janina Teresa Joanna Magdalena Monika Jadwiga Danuta Irena Halina Helena Beata Aleksandra Marta Dorota Marianna Grazyna Jolanta Stanislawa Iwona Karolina Bozena Urszula Justyna Renata Alicja Paulina Sylwia Natalia Wanda Agata Aneta Izabela Ewelina Marzena Wieslawa Genowefa Patrycja Kazimiera Edyta Stefania Weronika Julia Zuzanna Maja Hanna Lena Amelia Kinga Oliwia Wiktoria",
    family:
      "Nowak Kowalski Wisniewski Dabrowski Lewandowski Wojcik Kaminski Kowalczyk Zielinski Szymanski Wozniak Kozlowski Jankowski Wojciechowski Kwiatkowski Kaczmarek Mazur Krawczyk Piotrowski Grabowski Nowakowski Pawlowski Michalski Nowicki Adamczyk Dudek Zajac Wieczorek Jablonski Krol Majewski Olszewski Jaworski Wrobel Malinowski Pawlak Witkowski Walczak Stepien Gorski Rutkowski Michalak Sikora Ostrowski Baran Duda Szewczyk Tomaszewski Pietrzak Marciniak Wroblewski Zalewski Jakubowski Jasinski Zawadzki Sadowski Bak Chmielewski Wlodarczyk Borkowski Czarnecki Sawicki Sokolowski Urbanski Kubiak Maciejewski Szczepanski Kucharski Wilk Kalinowski Lis Mazurek Wysocki Adamski Kazmierczak Wasilewski Sobczak Czerwinski Andrzejewski Cieslak Glowacki Zakrzewski Kolodziej Sikorski Krajewski Gajewski Szymczak Szulc Baranowski Laskowski Brzezinski Makowski Ziolkowski Przybylski",
  },
  {
    id: "czech",
    shape: "western",
    male: "Jiri Jan Petr Josef Pavel Martin Jaroslav Tomas Miroslav Zdenek Frantisek Vaclav Michal Milan Karel Jakub Lukas David Vladimir Ladislav Ondrej Roman Stanislav Marek Radek Daniel Antonin Vojtech Filip Adam Miloslav Matej Ales Jaromir Libor Dominik Patrik Vlastimil Jindrich Oldrich Rudolf Lubos Robert Kamil Peter Jozef Stefan Marian Juraj Igor Lubomir Viliam Rastislav Branislav Andrej Dusan Simon Samuel Bohumil Emil",
    female:
      "Jana Marie Eva Hana Anna Lenka Katerina Lucie Vera Alena Petra Jaroslava Veronika Martina Jitka Tereza Ludmila Helena Michaela Zdenka Ivana Jarmila Monika Zuzana Jirina Marketa Eliska Marcela Barbora Dagmar Dana Kristyna Vlasta Bozena Irena Miroslava Libuse Pavla Marta Andrea Nikola Kamila Renata Klara Gabriela Adela Sarka Natalie Simona Radka Iveta Denisa Milena Katarina Lubica Silvia Viera Daniela Zlatica Blanka",
    family:
      "Novak Svoboda Novotny Dvorak Cerny Prochazka Kucera Vesely Horak Nemec Pokorny Pospisil Marek Hajek Kral Jelinek Ruzicka Benes Fiala Sedlacek Dolezal Zeman Kolar Navratil Cermak Urban Vanek Blazek Kriz Kratochvil Kovar Kopecky Bartos Vlcek Musil Simek Konecny Maly Cech Polak Stanek Vacek Dusek Soukup Stastny Mares Sykora Jaros Hruska Bures Tichy Kadlec Bilek Matousek Hlavac Kovac Horvath Varga Toth Nagy Balaz Molnar Szabo Balog Lukac Novakova Polakova Krajci Hudak Simko Hornak Danko Mikulas Sloboda Zelenka Valenta Havel Jansky Mach Klima Strnad Zatopek Sklenar Brabec Havlicek Skala Kubat",
  },
  {
    id: "hungarian",
    shape: "family-first",
    male: "Laszlo Istvan Jozsef Janos Zoltan Sandor Gabor Ferenc Attila Peter Tamas Zsolt Tibor Andras Csaba Imre Lajos Gyorgy Balazs Gyula Mihaly Karoly Robert Bela Krisztian David Daniel Adam Miklos Mark Bence Norbert Akos Denes Arpad Barnabas Endre Erno Geza Jeno Kalman Levente Mate Milan Marton Oliver Pal Richard Roland Szabolcs Szilard Vilmos Viktor Zsigmond Gergely Gergo Dominik Patrik Kristof Botond",
    female:
      "Maria Erzsebet Katalin Ilona Eva Anna Margit Zsuzsanna Julianna Judit Agnes Andrea Ildiko Krisztina Erika Irma Etelka Edit Monika Gabriella Szilvia Anita Timea Viktoria Eszter Reka Nikolett Zsofia Dora Hanna Boglarka Lilla Petra Luca Noemi Orsolya Tunde Beata Klara Magdolna Rozalia Terez Piroska Marta Gizella Sarolta Emese Eniko Adrienn Melinda Bernadett Renata Henrietta Csilla Hajnalka Kinga Nora Fanni Csenge Virag",
    family:
      "Nagy Kovacs Toth Szabo Horvath Varga Kiss Molnar Nemeth Farkas Balogh Papp Takacs Juhasz Lakatos Meszaros Olah Simon Racz Fekete Szilagyi Torok Feher Balazs Gal Kis Szucs Kocsis Orsos Pinter Fodor Szalai Sipos Magyar Lukacs Gulyas Biro Kiraly Laszlo Katona Jakab Bogdan Balint Sandor Boros Vaczi Kelemen Somogyi Fazekas Antal Orban Hegedus Deak Vincze Varadi Bodnar Nemes Soos Barta Pal Novak Illes Halasz Bognar Lengyel Vass Fulop Dudas Hajdu Veres Virag Csonka Erdelyi Kozma Veg Pasztor Vadasz Szekely Mate Major Dobos Budai Sarkozi Bakos Szoke Hajnal",
  },
  {
    id: "romanian",
    shape: "western",
    male: "Andrei Alexandru Ion Gheorghe Mihai Vasile Constantin Nicolae Dumitru Florin Marian Daniel Adrian Cristian Ionut Stefan Gabriel Marius Bogdan Ioan Ilie Viorel Petru Costel Sorin Catalin Razvan Radu Vlad Cosmin Lucian Dan Liviu Ovidiu Octavian Claudiu Valentin Victor Traian Emil Eugen Grigore Iulian Laurentiu Aurel Cornel Doru Dorin Sebastian Silviu Tudor David Luca Matei Robert Paul Mircea Horia Remus Calin",
    female:
      "Maria Elena Ana Ioana Mihaela Andreea Cristina Daniela Gabriela Alexandra Alina Florentina Nicoleta Georgiana Mariana Simona Anca Raluca Roxana Monica Adriana Oana Diana Laura Carmen Camelia Rodica Doina Lavinia Larisa Bianca Denisa Corina Delia Felicia Gheorghita Ileana Irina Iulia Lidia Liliana Loredana Luminita Magdalena Marinela Mirela Natalia Olimpia Paula Petronela Ramona Sanda Silvia Sorina Stefania Tatiana Valentina Veronica Victoria Violeta",
    family:
      "Popa Popescu Pop Radu Dumitru Ionescu Stan Stoica Gheorghe Matei Ciobanu Dinu Rusu Constantin Lazar Marin Munteanu Barbu Nistor Florea Dobre Serban Diaconu Tudor Georgescu Moldovan Stanciu Vasile Dragomir Oprea Ene Toma Preda Ungureanu Stefan Mihai Cristea Petre Balan Nita Manea Ilie Voicu Marinescu Iordache Sandu Dumitrescu Olteanu Stanescu Vlad Anghel Bucur Neagu Mocanu Costea Albu Chirila Filip Grigore Iancu Ispas Lupu Mihalache Mitrea Moraru Neacsu Nicolae Paun Petrescu Pavel Roman Rotaru Sava Simion Suciu Tanase Trandafir Ursu Vaduva Zamfir Ceban Cojocaru Gutu Rotari",
  },
  {
    id: "balkan",
    shape: "western",
    male: "Marko Nikola Stefan Milan Dragan Zoran Ivan Aleksandar Petar Goran Nenad Dejan Vladimir Milos Slobodan Branko Darko Igor Luka Filip Jovan Miroslav Predrag Bojan Sasa Vuk Lazar Mirko Ante Josip Stjepan Tomislav Zeljko Mario Damir Hrvoje Kresimir Emir Amir Edin Haris Mirza Adnan Senad Jasmin Admir Kenan Samir Mehmed Alija Georgi Dimitar Hristo Nikolay Todor Vasil Plamen Krasimir Rumen Boyan Matej Janez Andrej Arben Agron Ilir Besnik Luan Dritan",
    female:
      "Ana Marija Jelena Milica Ivana Dragana Snezana Jovana Katarina Tamara Sanja Vesna Biljana Gordana Ljiljana Slavica Maja Marina Nevena Sladana Tijana Teodora Sara Mirjana Zorica Jasna Radmila Svetlana Petra Lucija Iva Ema Mia Nikolina Ivanka Amra Lejla Emina Selma Aida Azra Amina Merima Fatima Elma Maria Elena Daniela Desislava Gergana Radka Penka Tsvetana Rositsa Maja Mojca Nina Arta Teuta Vjosa Drita Valbona",
    family:
      "Jovanovic Petrovic Nikolic Markovic Djordjevic Stojanovic Ilic Stankovic Pavlovic Milosevic Horvat Kovacevic Babic Maric Juric Novak Kovacic Knezevic Vukovic Matic Tomic Simic Popovic Savic Bozic Lukic Milic Todorovic Ristic Zivkovic Peric Blazevic Grgic Pavic Radic Saric Hodzic Hadzic Imamovic Halilovic Delic Suljic Mehmedovic Omerovic Ibrahimovic Alic Mujic Begic Softic Basic Ivanov Georgiev Dimitrov Petrov Nikolov Hristov Stoyanov Todorov Iliev Vasilev Angelov Atanasov Petkov Marinov Kolev Yordanov Zupancic Kovac Krajnc Potocnik Golob Hoxha Shehu Krasniqi Gashi Berisha Morina Shala Bytyqi Kelmendi Hysa Dervishi Leka Stefanovski Trajkovski Jovanovski Ristovski Nikolovski",
  },
  {
    id: "russian",
    shape: "slavic",
    male: "Aleksandr Sergey Dmitry Andrey Aleksey Maksim Yevgeny Ivan Mikhail Artyom Nikolay Vladimir Viktor Oleg Yury Anatoly Igor Pavel Konstantin Roman Denis Anton Ilya Vadim Kirill Ruslan Nikita Stanislav Boris Grigory Leonid Valery Valentin Vitaly Vyacheslav Gennady Arkady Fyodor Yegor Timofey Timur Daniil Danila Matvey Semyon Stepan Vasily Pyotr Rostislav Svyatoslav Eduard Marat Rinat Rustam Alexander Sergei Dmitri Evgeny Georgy Lev Mark Gleb",
    female:
      "Yelena Tatyana Natalya Olga Irina Anna Svetlana Maria Marina Lyudmila Galina Yekaterina Anastasia Nina Valentina Lyubov Nadezhda Yulia Vera Oksana Larisa Viktoria Kristina Darya Polina Alina Alexandra Sofya Tamara Antonina Raisa Zoya Lidia Klavdia Yevgenia Zinaida Margarita Ksenia Yana Diana Elvira Inna Alla Alyona Angelina Veronika Varvara Yelizaveta Kira Liliya Elena Natalia Ekaterina Julia Evgenia Regina Rimma Snezhana Tatiana Ulyana",
    family:
      "Ivanov Smirnov Kuznetsov Popov Vasilyev Petrov Sokolov Mikhailov Novikov Fyodorov Morozov Volkov Alekseyev Lebedev Semyonov Yegorov Pavlov Kozlov Stepanov Nikolayev Orlov Andreyev Makarov Nikitin Zakharov Zaytsev Solovyov Borisov Yakovlev Grigoryev Romanov Vorobyov Sergeyev Kuzmin Frolov Aleksandrov Dmitriyev Korolyov Gusev Kiselyov Ilyin Maksimov Polyakov Sorokin Vinogradov Kovalyov Belov Medvedev Antonov Tarasov Zhukov Baranov Filippov Komarov Davydov Belyayev Gerasimov Bogdanov Osipov Sidorov Matveyev Titov Markov Mironov Krylov Kulikov Karpov Vlasov Melnikov Denisov Gavrilov Tikhonov Kazakov Afanasyev Danilov Savelyev Timofeyev Fomin Chernov Abramov Martynov Yefimov Fedotov Shcherbakov Nazarov Kalinin Isayev Chernyshov Bykov Maslov Rodionov Konovalov Lazarev Voronin Klimov Filatov Ponomaryov Golubev Kudryavtsev Prokhorov Naumov Potapov Zhuravlyov Ovchinnikov Trofimov Leonov Sobolev Yermakov Kolesnikov Goncharov",
  },
  {
    id: "ukrainian",
    shape: "slavic",
    male: "Oleksandr Serhiy Volodymyr Mykola Andriy Viktor Vasyl Ivan Yuriy Mykhailo Oleh Petro Ihor Anatoliy Dmytro Oleksiy Vitaliy Yevhen Roman Bohdan Taras Stepan Pavlo Maksym Valeriy Ruslan Denys Vadym Artem Yaroslav Vyacheslav Kostyantyn Hryhoriy Leonid Stanislav Nazar Ostap Rostyslav Danylo Illia Kyrylo Markiyan Orest Zenoviy Myroslav Borys Fedir Heorhiy Lev Matviy Tymofiy Zakhar Eduard Hennadiy Anton Arsen Valentyn Svyatoslav Vsevolod Yakiv",
    female:
      "Olena Oksana Natalia Tetiana Iryna Halyna Svitlana Lyudmyla Nadiya Maria Hanna Olha Kateryna Yulia Larysa Valentyna Inna Viktoria Anastasia Lyubov Vira Nina Alla Oleksandra Lesya Bohdana Ivanna Solomiya Zoryana Khrystyna Daryna Sofia Alina Yana Marta Uliana Roksolana Myroslava Zlata Polina Diana Anhelina Yelyzaveta Vasylyna Stefania Yaroslava Ruslana Liliya Snizhana Tamara Raisa Zinaida Antonina Lidiya Marharyta Veronika Kira Eva Nelia Orysia",
    family:
      "Melnyk Shevchenko Kovalenko Bondarenko Boyko Tkachenko Kravchenko Kovalchuk Koval Oliynyk Shevchuk Polishchuk Lysenko Tkachuk Savchenko Bondar Rudenko Marchenko Petrenko Klymenko Moroz Kravchuk Savchuk Panchenko Kuzmenko Mazur Vasylenko Pavlenko Hrytsenko Levchenko Karpenko Sydorenko Romanyuk Khomenko Kolomiyets Pavlyuk Ponomarenko Havrylyuk Tymoshenko Kostenko Honchar Zakharchenko Melnychuk Yurchenko Martynyuk Fedorenko Didenko Nazarenko Ivanchenko Sereda Bilous Kucher Demchenko Lytvynenko Lytvyn Kulyk Hnatiuk Semenyuk Dmytrenko Zinchenko Tereshchenko Vlasenko Zhuk Stepanenko Yatsenko Prokopenko Bilyk Ostapenko Hutsul Danylchuk Ilchenko Zaichenko Hrynchuk Yaremchuk Shvets Shpak Holub Kozak Chornyi Syrotenko Hordienko Korol Lukashenko Kavalchuk Ivanou Kazlou Novik Zhuk Karpovich Kovalenka",
  },
  {
    id: "central-asian",
    shape: "slavic",
    male: "Nursultan Askar Daniyar Yerlan Marat Serik Kairat Bolat Aidos Azamat Timur Ruslan Arman Dias Alibek Nurlan Talgat Berik Dauren Sanjar Aybek Jasur Bekzod Sardor Otabek Ulugbek Dilshod Farrukh Rustam Sherzod Akmal Bakhtiyor Davron Jamshid Shavkat Islom Alisher Temur Jahongir Oybek Almaz Bakyt Ulan Kubanychbek Emil Azat Farhod Firdavs Suhrob Rahmon Komil Anvar Dovlet Merdan Serdar Myrat Zafar Sirojiddin Khurshed Ilhom",
    female:
      "Aigerim Dinara Aliya Saule Gulnara Aizhan Madina Zarina Asel Botagoz Zhanar Kamila Aida Indira Sholpan Gulmira Nazgul Meruyert Togzhan Raushan Dilnoza Malika Nilufar Feruza Gulnora Zulfiya Shahnoza Nigora Dildora Munisa Sevara Umida Nodira Lola Kamola Barno Gulchehra Mohira Iroda Ozoda Aizada Jyldyz Cholpon Gulzat Burul Nurgul Perizat Elmira Manizha Nigina Mehrangiz Firuza Shahlo Tahmina Ogulgerek Maral Jeren Aynur Bibi Zebo",
    family:
      "Akhmetov Omarov Ospanov Ibragimov Suleimenov Iskakov Abdrakhmanov Kaliyev Sadykov Bekov Nurmagambetov Zhumabayev Kassymov Tulegenov Smagulov Yusupov Karimov Rakhimov Rahmonov Aliyev Ismailov Saidov Mirzayev Tursunov Yuldashev Abdullayev Khodjaev Nazarov Ergashev Umarov Sultanov Usmanov Kadyrov Khamidov Mamatov Asanov Toktogulov Isakov Osmonov Bekturov Abdyldayev Kasymov Juraev Sharipov Nabiev Hakimov Safarov Davlatov Rajabov Sattorov Kholov Berdiyev Annayev Orazov Atayev Nuriyev Mammedov Huseynov Hasanov Guliyev Mammadov Ahmadov Quliyev Babayev Jafarov Rzayev Baimukhanov Temirov Seitkali Zhaksybekov Mukhametov Galiyev Khairullin Gilmanov Valiev Shakirov Zaripov Nigmatullin Fattakhov Mustafin",
  },
  {
    id: "caucasian",
    shape: "western",
    male: "Giorgi Davit Levan Nika Irakli Zurab Lasha Beka Tornike Sandro Luka Mamuka Gocha Archil Vakhtang Shota Temur Avtandil Merab Otar Armen Aram Tigran Hayk Gevorg Karen Artur Ashot Hovhannes Samvel Vardan Narek Suren Ruben Grigor Gagik Vahan Arsen Sargis Mher Elchin Rashad Vugar Elnur Ramil Tural Orkhan Farid Ilgar Anar Emin Nariman Zaur Kamran Vusal Aslan Magomed Akhmed Ruslan Zelimkhan",
    female:
      "Nino Mariam Tamar Ana Ketevan Nana Eka Maia Lela Natia Salome Elene Tinatin Khatuna Manana Nato Sopio Teona Rusudan Medea Anahit Hasmik Lusine Ani Mariam Gayane Nare Armine Karine Siranush Arpine Astghik Tatevik Naira Narine Lilit Susanna Zara Shushan Hripsime Aysel Gunel Leyla Sevinj Nigar Aynur Lala Gulnar Konul Narmin Sabina Ulviyya Turkan Zeynab Madina Zarema Aminat Patimat Fatima Khadizhat",
    family:
      "Beridze Kapanadze Gelashvili Maisuradze Giorgadze Lomidze Tsiklauri Bolkvadze Kvaratskhelia Nozadze Khutsishvili Shengelia Kobakhidze Janelidze Mamulashvili Chkheidze Gogoladze Jikia Abashidze Lobzhanidze Kiknadze Japaridze Sulakvelidze Metreveli Okropiridze Grigoryan Harutyunyan Sargsyan Khachatryan Hakobyan Petrosyan Vardanyan Karapetyan Gevorgyan Hovhannisyan Simonyan Martirosyan Ghazaryan Mkrtchyan Avetisyan Danielyan Manukyan Galstyan Stepanyan Poghosyan Sahakyan Abrahamyan Margaryan Davtyan Asatryan Mammadov Aliyev Hasanov Huseynov Guliyev Hajiyev Rasulov Suleymanov Musayev Abbasov Ahmadov Ismayilov Mustafayev Jafarov Karimov Gasimov Nabiyev Bagirov Orujov Aghayev Magomedov Aliev Ibragimov Umarov Gadzhiev Dzhabrailov Batukaev Khasanov Abdulayev Omarov Kurbanov",
  },
];
