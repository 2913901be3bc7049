import type { Culture } from "./culture.ts";

export const middleEastAndAfrica: readonly Culture[] = [
  {
    id: "arabic",
    shape: "arabic",
    male: "Mohammed Ahmed Mahmoud Ali Hassan Hussein Ibrahim Omar Khaled Abdullah Mustafa Youssef Said Salem Saleh Hamad Fahad Faisal Sultan Nasser Majid Tariq Walid Samir Karim Adel Amir Bilal Hamza Ismail Jamal Kamal Khalil Mansour Marwan Mazen Nabil Nader Osama Rami Rashid Riad Sami Sharif Tamer Wael Yasser Zaid Ziad Ayman Bassam Fadi Ghassan Hani Haitham Imad Jaber Malik Munir Muhannad Naif Bandar Turki Abdulrahman Abdulaziz Abdulkarim Abdel_Rahman Ashraf Emad Hazem Hesham Ihab Maher Magdy Sherif Tarek Anas Qasim Laith Sajjad Haider Abbas Jassim",
    female:
      "Fatima Aisha Mariam Zainab Khadija Sara Noor Layla Huda Amal Rania Nadia Samira Salma Hanan Iman Reem Dina Lina Maha Mona Najwa Nawal Rasha Rana Sahar Salwa Suad Wafa Yasmin Zahra Abeer Afaf Amina Asma Aya Basma Dalal Dalia Dania Farah Ghada Hala Heba Inas Jamila Kawthar Latifa Lubna Manal Maysa Nada Najla Nora Ola Rabab Rawan Rima Ruba Sabah Safa Shaima Shireen Siham Sumaya Tahani Thuraya Wijdan Zeina Hessa Moza Noura",
    family:
      "Al-Ahmad Hassan Ali Ibrahim Khalil Mansour Saleh Al-Harbi Al-Ghamdi Al-Otaibi Al-Shehri Al-Zahrani Al-Qahtani Al-Dosari Al-Mutairi Al-Shammari Al-Anzi Al-Maliki Haddad Khoury Najjar Nasser Hamdan Awad Aziz Salem Sultan Al-Masri Al-Sayed Farouk El-Sayed Abdallah Al-Khatib Qasim Zaidan Darwish Shaheen Sabbagh Nassar Rahman Obeid Suleiman Al-Hashimi Al-Jabouri Al-Dulaimi Al-Tamimi Al-Obaidi Al-Saadi Al-Janabi Al-Khafaji Al-Balushi Al-Habsi Al-Mansoori Al-Nuaimi Al-Suwaidi Al-Mazrouei Al-Kaabi Al-Hammadi Al-Marri Al-Kuwari Al-Thani Al-Sabah Al-Rashid Al-Enezi Al-Ajmi Fawzi Gamal Fouad Sabry Mourad Shawky Zaki Ghanem Halabi Hariri Jaber Kanaan Karam Mikati Sarkis Tabet Younes Zein Barakat Daoud Fayad Habib Issa Jaafar Bakri Elhadi Osman Taha Idris Abdelrahman",
  },
  {
    id: "maghreb",
    shape: "maghreb",
    male: "Mohamed Ahmed Youssef Rachid Karim Mehdi Hassan Hicham Said Omar Abdelkader Mustapha Brahim Khalid Amine Nabil Samir Farid Kamel Mourad Noureddine Abderrahmane Abdellah Bilal Driss Fouad Hamid Ismail Jamal Lahcen Larbi Mokhtar Mounir Nourredine Redouane Reda Salah Sofiane Tahar Tarik Toufik Walid Yassine Younes Zakaria Ali Aziz Badr Anis Bechir Chokri Fethi Habib Hedi Lotfi Moncef Ridha Slim Sami Zied Aymen Wassim Houssem Oussama Ilyes",
    female:
      "Fatima Khadija Aicha Meriem Amina Naima Latifa Malika Nadia Samira Hayat Houria Karima Leila Nawal Rachida Saida Salima Souad Yamina Zohra Zineb Hanane Asmae Fatiha Ghizlane Hafida Ilham Imane Kenza Loubna Maryam Mouna Najat Nezha Nora Oumaima Rabia Rajae Safaa Salma Sanae Siham Soukaina Wafaa Yasmine Fatma Hela Ines Jihene Mariem Monia Olfa Rim Rym Sonia Wided Yosra Zouhour Fadila",
    family:
      "Alaoui Benali Bouzid Mansouri Idrissi Tazi Fassi Berrada Bennani Benjelloun Chraibi Cherkaoui El_Amrani El_Idrissi El_Fassi Filali Hamdaoui Jabri Kabbaj Lahlou Naciri Ouazzani Rami Saidi Tahiri Zerouali Ziani Bouchareb Brahimi Belkacem Benmoussa Boudiaf Boumediene Cherif Djebbar Ferhat Ghezali Haddad Hamidi Kaci Khelifi Larbi Mebarki Meziane Mokrani Ouali Rahmani Sahraoui Slimani Taleb Yahiaoui Zidane Zitouni Ben_Ali Ben_Salah Ben_Youssef Trabelsi Jebali Hammami Gharbi Ayari Mejri Chebbi Dridi Jaziri Karoui Mabrouk Nasri Ouertani Riahi Sassi Tounsi Zouari Ben_Amor Bouazizi Khemiri Ferchichi Guesmi Mrad El_Khattabi Amrani Bakkali Boukhari Ait_Ahmed Amara Benaissa Boualem",
  },
  {
    id: "persian",
    shape: "western",
    male: "Mohammad Ali Reza Hossein Mehdi Hassan Amir Ahmad Mahmoud Saeed Hamid Majid Masoud Javad Mostafa Abbas Ebrahim Farhad Behzad Behrouz Bahram Babak Arash Ardeshir Dariush Kourosh Cyrus Siavash Sina Soroush Shahram Shahin Saman Ramin Pouya Peyman Parviz Omid Navid Nader Morteza Mohsen Milad Mansour Kamran Kaveh Iraj Houman Hooman Hormoz Hadi Ghasem Gholamreza Farzad Farshid Esmail Ehsan Davood Alireza Mohammadreza Hamidreza",
    female:
      "Fatemeh Zahra Maryam Masoumeh Sakineh Leila Zeinab Roghayeh Tahereh Mina Sara Nasrin Shirin Parisa Mahsa Nazanin Niloufar Negar Elham Elnaz Azadeh Atefeh Bahareh Farzaneh Fereshteh Golnaz Hanieh Haleh Homa Jaleh Ladan Laleh Mahnaz Mahin Marjan Mehrnaz Mitra Mojgan Mona Nahid Narges Neda Nooshin Parvaneh Parvin Pegah Razieh Roya Roxana Sahar Samaneh Sepideh Shabnam Shahla Shohreh Simin Soraya Tara Yasaman Zohreh",
    family:
      "Mohammadi Hosseini Ahmadi Rezaei Moradi Karimi Jafari Rahimi Hashemi Mousavi Ebrahimi Ghasemi Akbari Heidari Sadeghi Abbasi Alavi Amini Asadi Azizi Bagheri Bahrami Davoudi Eskandari Esmaeili Farahani Farhadi Fathi Fazeli Ghaffari Ghorbani Habibi Haghighi Heydari Jalali Jamshidi Kamali Kazemi Khalili Khosravi Maleki Mahmoudi Mirzaei Mohseni Mokhtari Mortazavi Najafi Naseri Nazari Nikpour Norouzi Omidi Parsa Pourmohammadi Rahmani Rajabi Rashidi Rostami Sabeti Safari Salehi Salimi Samadi Shahbazi Shafiei Sharifi Shirazi Soleimani Soltani Tabatabaei Taheri Tavakoli Tehrani Vahidi Yazdani Yousefi Zamani Zand Zare Bakhtiari Golzar Kiani Tabrizi Isfahani Kermani Hamedani",
  },
  {
    id: "turkish",
    shape: "western",
    male: "Mehmet Mustafa Ahmet Ali Huseyin Hasan Ibrahim Ismail Osman Yusuf Murat Omer Ramazan Halil Suleyman Abdullah Mahmut Recep Salih Fatih Kadir Emre Hakan Adem Kemal Yasar Bekir Musa Metin Orhan Bayram Serkan Furkan Sinan Burak Cem Can Deniz Engin Erdal Erhan Erol Ercan Ferhat Gokhan Harun Ilhan Kaan Koray Levent Mert Onur Ozan Serdar Selim Tolga Tuncay Turgut Ugur Umut Volkan Yavuz Yilmaz Zafer",
    female:
      "Fatma Ayse Emine Hatice Zeynep Elif Meryem Serife Zehra Sultan Hanife Merve Havva Zeliha Esra Fadime Ozlem Hacer Yasemin Melek Rabia Hulya Cemile Sevim Gulsum Leyla Dilek Buse Aysel Aysegul Asli Bahar Banu Basak Belgin Berna Burcu Canan Cansu Deniz Derya Didem Ebru Ece Eda Filiz Gamze Gonul Gul Gulay Hande Irem Ilknur Nalan Nermin Nurcan Pelin Pinar Seda Selin Sema Sibel Songul Tugba Tulay",
    family:
      "Yilmaz Kaya Demir Sahin Celik Yildiz Yildirim Ozturk Aydin Ozdemir Arslan Dogan Kilic Aslan Cetin Kara Koc Kurt Ozkan Simsek Polat Korkmaz Ozcan Cakir Erdogan Can Yavuz Sen Acar Aktas Guler Yalcin Gunes Bozkurt Bulut Keskin Unal Turan Ozer Isik Kaplan Avci Sari Tekin Tas Koksal Kose Yuksel Ates Aksoy Coskun Gul Ceylan Bilgin Erdem Toprak Demirci Karaca Uysal Duman Akin Tuncer Karakas Gunduz Soylu Uzun Altun Albayrak Baran Basaran Bayrak Cinar Durmaz Ekinci Elmas Ersoy Gokce Gungor Karadag Kocak Ozgur Sezer Sonmez Tasci Tosun Turk Ugur Varol Yaman Yazici Zengin",
  },
  {
    id: "israeli",
    shape: "western",
    male: "David Moshe Yosef Avraham Yaakov Daniel Michael Noam Itai Yonatan Eitan Uri Amit Ariel Omer Ido Guy Tomer Yair Shlomo Haim Eli Meir Yitzhak Shimon Aharon Asher Baruch Binyamin Boaz Dan Doron Dror Efraim Elad Eliezer Erez Eyal Gad Gal Gideon Gil Hagai Ilan Lior Matan Menachem Nadav Nir Ofer Oren Ran Ron Shai Tal Yehuda Yigal Yoav Ze'ev Zvi",
    female:
      "Sarah Rachel Leah Esther Miriam Hannah Tamar Noa Maya Yael Shira Adi Michal Avigail Talia Ayala Einat Efrat Anat Orly Ronit Sigal Smadar Tzipi Vered Yaffa Ziva Dalia Dafna Galit Gila Hadas Hila Ilana Inbal Iris Keren Liat Limor Lior Meirav Merav Moran Naama Nava Nurit Ofra Osnat Ravit Rivka Ruth Shani Sharon Shoshana Sivan Tal Tova Yehudit Yonit Zehava",
    family:
      "Cohen Levi Mizrahi Peretz Biton Dahan Avraham Friedman Malka Azoulay Katz Yosef Amar Ohayon Hadad Gabay Ben-David Adri Levin Tal Klein Haim Shapira Ashkenazi Goldberg Rosenberg Greenberg Weiss Schwartz Segal Stern Rubin Kaplan Feldman Shalom Ben-Ami Barak Sharon Golan Harel Shamir Regev Oren Lavi Gal Elbaz Vaknin Suissa Edri Ben-Haim Zohar Nissim Sasson Yaakobi Halevi Bar-On Ben-Shimon Dayan Eliyahu Hazan Toledano Abutbul Alon Amir Arad Carmi Doron Eshel Gilad Hoffman Kedem Landau Lerner Meir Navon Paz Ram Ronen Sela Shaked Tamir Yariv Zamir",
  },
  {
    id: "nigerian",
    shape: "western",
    male: "Emeka Chukwuemeka Chinedu Obinna Ikenna Uche Kelechi Chidi Nnamdi Ifeanyi Chibuzor Okechukwu Emmanuel John Samuel David Daniel Michael Joseph Peter Olumide Adebayo Olusegun Babatunde Ayodele Oluwaseun Tunde Femi Segun Kunle Wale Gbenga Dele Kayode Rotimi Yemi Sola Tope Adewale Musa Ibrahim Abubakar Usman Sani Yusuf Aliyu Bello Umar Suleiman Garba Abdullahi Mohammed Aminu Kabiru Nuhu Lawal Efe Osaze Ovie Ebuka",
    female:
      "Ngozi Chioma Adaeze Ifeoma Nneka Chiamaka Amaka Uchenna Blessing Grace Mary Patience Faith Joy Esther Favour Mercy Comfort Folake Funmilayo Yetunde Olabisi Adunni Bukola Titilayo Abimola Omolara Ronke Sade Temitope Bolanle Kemi Tolulope Iyabo Morenike Aisha Fatima Hauwa Zainab Amina Hadiza Maryam Halima Rakiya Safiya Binta Asabe Ladi Rukayat Khadija Ebele Obiageli Chinwe Nkechi Oluchi Ijeoma Onyinye Uju Ese Ewa",
    family:
      "Okafor Okonkwo Eze Nwosu Okeke Obi Nwachukwu Onyekachi Igwe Okoro Nnamdi Chukwu Uzor Anyanwu Ibe Agu Nwankwo Okoye Umeh Onuoha Adeyemi Adebayo Ogunleye Adewale Olawale Afolabi Akinola Balogun Bankole Ogundipe Oyelaran Ojo Oladipo Adeleke Adesina Akande Alabi Ayodele Babalola Fashola Lawal Odunsi Ogunbanjo Olaniyan Oyedepo Salami Sowande Bello Ibrahim Musa Abubakar Usman Danjuma Garba Yusuf Suleiman Mohammed Aliyu Abdullahi Sani Umar Shehu Tukur Yakubu Idris Osagie Omoruyi Igbinedion Edet Effiong Bassey Okon Etim Udoh Ekpo Akpan Inyang Oboh Amadi Wike Dokubo Briggs",
  },
  {
    id: "ghanaian",
    shape: "western",
    male: "Kwame Kofi Kwasi Kwabena Kwaku Yaw Kojo Kwadwo Emmanuel Samuel Isaac Daniel Joseph Michael Francis Ebenezer Richard Eric Stephen Prince Felix George Benjamin Charles Nana Akwasi Ebo Fiifi Kobina Ato Papa Nii Tetteh Edem Selorm Mawuli Kodjo Komla Elikem Senyo Abdul Alhassan Issah Mohammed Fuseini Yakubu Iddrisu Ibrahim Seidu Mahama Frank Justice Godfred Bright Patrick Ernest Albert Seth Gideon Solomon",
    female:
      "Akosua Adwoa Abena Akua Yaa Afua Ama Esi Efua Araba Adjoa Ekua Grace Mary Comfort Mercy Vida Gifty Doris Abigail Patience Beatrice Rebecca Charity Esther Faustina Dorcas Georgina Joyce Theresa Victoria Agnes Cecilia Felicia Florence Gladys Hannah Janet Linda Lydia Naomi Rita Salomey Selina Vivian Akos Dzifa Enyonam Sena Mawusi Eyram Fati Rahinatu Memunatu Adiza Salamatu Nana_Ama Maame Serwaa Pokuaa",
    family:
      "Mensah Owusu Osei Boateng Asante Appiah Agyeman Amoah Ofori Adjei Opoku Amponsah Antwi Asamoah Yeboah Boakye Frimpong Acheampong Darko Ansah Addo Annan Quaye Lamptey Tetteh Quartey Nartey Amankwah Danso Gyamfi Sarpong Kusi Oppong Bonsu Nkrumah Essien Aidoo Arthur Quansah Baidoo Mills Dadzie Eshun Sackey Otoo Ampofo Asiedu Ntim Donkor Sarkodie Agyei Prempeh Poku Kyei Nyarko Obeng Okyere Ofosu Tawiah Wiredu Agbeko Dzokoto Amegashie Kpodo Ametepe Gbeho Agbenyega Alhassan Mahama Issah Fuseini Abubakari Iddrisu Salifu Yakubu Mohammed Seidu Adam Sulemana Bawah Awuni Akolgo",
  },
  {
    id: "east-african",
    shape: "western",
    male: "John Joseph Peter James David Daniel Samuel Paul Michael Stephen Kamau Kariuki Njoroge Mwangi Maina Otieno Ochieng Odhiambo Onyango Omondi Kiprotich Kipkemboi Cheruiyot Kipchoge Koech Mutua Musyoka Kioko Juma Hamisi Rashidi Salim Bakari Athumani Emmanuel Elia Baraka Godfrey Moses Patrick Robert Ronald Isaac Brian Dennis Eric Felix Innocent Jean_Claude Jean_Bosco Eric Theogene Claude Celestin Faustin Ssali Okello Opio Ojok Mugisha Tumusiime",
    female:
      "Mary Grace Faith Mercy Jane Ann Margaret Esther Rose Lucy Wanjiku Njeri Wambui Wangari Nyambura Achieng Akinyi Atieno Adhiambo Awuor Chebet Jepkosgei Cherono Jelagat Mwikali Ndinda Mwende Zawadi Neema Rehema Halima Mwanaisha Zainabu Asha Fatuma Aisha Amina Salma Upendo Eliza Nakato Babirye Nalubega Namukasa Nabirye Achan Akello Apio Uwimana Mukamana Uwase Ingabire Umutoni Claudine Josephine Beatrice Florence Irene Joan Sarah",
    family:
      "Kamau Mwangi Otieno Odhiambo Ochieng Kariuki Njoroge Maina Onyango Omondi Kimani Wanjiru Mutua Musyoka Kiplagat Cheruiyot Rotich Koech Ruto Korir Langat Kipkorir Mutiso Muthoni Ndungu Gitau Waweru Githinji Macharia Karanja Wafula Wekesa Simiyu Barasa Were Owino Okoth Juma Mohamed Ali Hassan Salim Mushi Massawe Kimaro Swai Lyimo Mwakyusa Mwinyi Nyerere Kikwete Magufuli Mbowe Msigwa Mollel Laizer Kabila Okello Ochan Odongo Opio Museveni Mugisha Tumusiime Byaruhanga Ssemakula Lubega Mukasa Kato Wasswa Kiggundu Nsubuga Habimana Niyonzima Nshimiyimana Hakizimana Ndayisaba Uwimana Mukamana Ndikumana Nkurunziza Bizimana Manirakiza",
  },
  {
    id: "horn-of-africa",
    shape: "father-chain",
    male: "Abebe Tesfaye Mulugeta Getachew Tadesse Girma Kebede Bekele Haile Alemu Dawit Yohannes Solomon Daniel Samuel Yonas Abel Elias Fikru Gebre Hailu Kassa Lemma Mekonnen Negash Sisay Tariku Tilahun Worku Zerihun Mohamed Abdi Ahmed Hassan Ali Omar Yusuf Ibrahim Abdullahi Osman Farah Hussein Ismail Mahad Nur Warsame Jama Abdirahman Abdikadir Mohamud Guled Liban Dahir Isse Bashir Berhane Tekle Tesfay Kidane Ghebremedhin",
    female:
      "Almaz Tigist Meseret Hiwot Selamawit Bethlehem Mekdes Rahel Sara Hanna Marta Aster Genet Zewditu Workinesh Tsehay Yeshi Abeba Alem Birtukan Emebet Eden Feven Helen Kidist Lemlem Mahlet Meron Netsanet Roman Saba Senait Tirunesh Wubit Zenebech Amina Fadumo Halima Hodan Ifrah Khadra Hawa Asha Sahra Maryan Nasra Ayan Deqa Fartun Hibo Idil Ladan Muna Nimco Rahma Safiya Shukri Ubah Zahra Amran",
    family:
      "Tesfaye Bekele Kebede Tadesse Alemu Haile Girma Getachew Abebe Mulugeta Mekonnen Hailu Assefa Desta Wolde Gebremariam Woldemariam Gebreselassie Demissie Tilahun Worku Ayele Kassa Lemma Negash Tefera Teshome Yimer Zewde Abate Admasu Belay Berhanu Dereje Eshetu Fekadu Gizaw Habte Mengistu Shiferaw Mohamed Ahmed Ali Hassan Hussein Abdi Omar Yusuf Ibrahim Osman Farah Warsame Jama Nur Adan Mohamud Abdullahi Isse Aden Elmi Guled Hersi Igal Samatar Shire Dirie Egal Jimale Kediye Roble Barre Duale Sheikh Berhane Tekle Ghebreyesus Kidane Araya Habtemariam Okbazghi Tewolde Yohannes",
  },
  {
    id: "francophone-african",
    shape: "western",
    male: "Mamadou Amadou Ousmane Moussa Ibrahima Abdoulaye Cheikh Modou Boubacar Oumar Seydou Issa Adama Souleymane Aliou Lamine Babacar Pape Samba Idrissa Bakary Drissa Yacouba Salif Sekou Lassana Karim Jean Pierre Paul Joseph Emmanuel Serge Herve Alain Christian Didier Patrick Kouassi Kouame Konan Yao Koffi Kouadio Patrice Samuel Blaise Guy Roger Achille Fabrice Olivier Hamidou Alassane Habib Malick Thierno Elhadj Jean-Paul Dieudonne Augustin",
    female:
      "Fatou Aminata Mariama Awa Aissatou Khady Ndeye Mame Oumou Kadiatou Fanta Djeneba Ramata Assetou Salimata Maimouna Hawa Rokia Bintou Astou Coumba Penda Adja Sira Nene Marie Jeanne Brigitte Chantal Christine Florence Sylvie Solange Clarisse Viviane Estelle Carine Nadege Mireille Pascaline Akissi Amenan Adjoua Ahou Affoue Bernadette Pauline Therese Odette Josephine Georgette Rachel Esther Ruth Grace Beatrice Aicha Safiatou Zenabou Rasmata",
    family:
      "Diallo Traore Diop Ndiaye Fall Sow Ba Coulibaly Konate Toure Keita Camara Sylla Barry Bah Balde Cisse Diarra Kone Sidibe Sangare Doumbia Fofana Dembele Sissoko Kante Kouyate Diabate Gueye Sarr Faye Diouf Sy Seck Mbaye Niang Thiam Kane Ly Wade Samb Ouedraogo Sawadogo Kabore Zongo Compaore Ouattara Some Tapsoba Kouassi Kouame Konan Yao Koffi Kouadio Nguessan Bamba Gbagbo Soro Mbarga Nkoulou Etoo Mbappe Fotso Tchoumi Kamga Ngono Atangana Biya Owona Essomba Mvondo Mukendi Kabongo Tshisekedi Ilunga Kasongo Mutombo Mbuyi Kalala Ngoy Lukusa Mwamba Bemba Mobutu Nguema Obiang Ondo Bongo",
  },
  {
    id: "southern-african",
    shape: "western",
    male: "Sipho Thabo Bongani Themba Mandla Sibusiso Lungelo Nkosinathi Siyabonga Jabulani Vusi Dumisani Zweli Musa Sandile Lwazi Andile Mthunzi Tshepo Kagiso Lerato Pule Teboho Tumelo Katlego Johannes Petrus Jacobus Willem Hendrik Pieter Francois Andre Deon Gert Danie Kobus Tendai Tatenda Farai Tapiwa Blessing Munashe Takudzwa Simba Kudzai Tawanda Joseph Moses Chanda Mwila Mulenga Kondwani Chikondi Limbani Joao Manuel Antonio Domingos",
    female:
      "Nomvula Thandi Zanele Nokuthula Ntombi Nosipho Lindiwe Busisiwe Ayanda Nomsa Zodwa Sindisiwe Nonhlanhla Thandeka Hlengiwe Zandile Bongiwe Nandi Lerato Palesa Dineo Refilwe Mpho Kefilwe Boitumelo Keitumetse Naledi Maria Johanna Anna Elizabeth Susanna Magdalena Annelize Elmarie Riana Chipo Rudo Tariro Nyasha Rutendo Ruvimbo Tsitsi Vimbai Memory Precious Beauty Chileshe Mutinta Thokozani Chisomo Mercy Grace Esperanca Teresa Lucia Isabel Rosa Celeste Ilda",
    family:
      "Dlamini Nkosi Ndlovu Khumalo Sithole Mkhize Zulu Mthembu Buthelezi Ngcobo Zwane Mabaso Mahlangu Mokoena Molefe Mofokeng Moloi Motaung Tshabalala Radebe Shabalala Cele Mhlongo Gumede Ntuli Sibiya Xaba Hadebe Mazibuko Mbatha Van_der_Merwe Botha Pretorius Venter Van_Wyk Nel Coetzee Du_Plessis Kruger Steyn Swanepoel Fourie Viljoen Van_Zyl Jacobs Joubert Erasmus Moyo Ncube Sibanda Dube Mpofu Nyathi Chirwa Banda Phiri Mwale Zulu Tembo Mbewe Daka Lungu Sakala Mulenga Bwalya Chanda Mutasa Chikwanha Mugabe Muzenda Makoni Chigumba Marufu Gumbo Dos_Santos Fernandes Machel Chissano Mondlane Guebuza Da_Costa Neto Kassoma",
  },
];
