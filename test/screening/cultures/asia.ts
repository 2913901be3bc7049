import type { Culture } from "./culture.ts";

export const asia: readonly Culture[] = [
  {
    id: "afghan",
    shape: "south-asian-muslim",
    male: "Mohammad Ahmad Abdul Ghulam Hamid Karim Nasir Najibullah Rahmatullah Habibullah Asadullah Hekmatullah Zabihullah Amanullah Hedayatullah Sayed Wali Noor Gul Sher Khan Mirwais Zalmay Farid Ferdous Fawad Idris Ilyas Jawad Khalid Mustafa Omid Qais Ramin Rohullah Samiullah Shafiq Shoaib Sohrab Tamim Waheed Yama Zaki Zia Ajmal Baryalai Daud Emal Esmatullah Enayatullah Ezatullah Fazal Haji Hashmat Inayat Latif Matiullah Obaidullah Parwiz Sharif",
    female:
      "Fatima Zahra Maryam Shabnam Farida Nargis Soraya Roya Laila Malalai Zarghona Nazifa Parwana Shukria Spozhmai Zohra Fawzia Freshta Frozan Habiba Hosai Khadija Latifa Mina Mursal Najiba Nasima Nilofar Palwasha Rahima Razia Sadaf Sahar Salma Shaima Shakila Sima Wazhma Yalda Zarmina Storai Tahmina Tamana Torpekai Wahida Zuhal Adela Arezo Aziza Benafsha Diba Gulalai Hamida Humaira Jamila Karima Lima Marzia Nadia Rona",
    family:
      "Ahmadzai Karimi Rahimi Noori Mohammadi Hashimi Popal Stanikzai Wardak Zadran Mangal Safi Sahak Shinwari Tanai Yousafzai Zazai Alokozai Achakzai Barakzai Popalzai Noorzai Ishaqzai Mohmand Momand Afridi Durrani Ghilzai Hotak Kakar Kharoti Nasiri Niazi Omar Omari Qaderi Rahmani Rasooli Sadat Saeedi Samadi Sediqi Sharifi Sultani Wahidi Yaqubi Zahiri Aziz Azizi Amiri Arghandiwal Bayat Ebrahimi Faizi Fazli Ghani Habibi Haidari Hakimi Hamidi Haqqani Jalali Jamal Kabuli Khalili Kohistani Latifi Mojadidi Naderi Nabizada Osmani Panjshiri Qasimi Rasuli Sarwari Tokhi Wafa Wasiq Zalmai Ulfat Hassanzada Alizada Mirzada",
  },
  {
    id: "pakistani",
    shape: "south-asian-muslim",
    male: "Muhammad Ahmed Ali Hassan Hussain Usman Umar Bilal Imran Asif Tariq Khalid Shahid Zahid Nadeem Naveed Kashif Faisal Adnan Irfan Kamran Rizwan Waqas Zeeshan Salman Sajid Rashid Javed Iqbal Aslam Akram Arshad Ashraf Aamir Abdul Adeel Amjad Anwar Arif Atif Azhar Babar Ejaz Farhan Farooq Fahad Ghulam Haroon Hamza Ijaz Junaid Khurram Mansoor Mubashir Mudassar Nasir Noman Omer Qasim Saad Saeed Shoaib Sohail Tahir Talha Yasir Younas Zubair",
    female:
      "Fatima Ayesha Maryam Zainab Khadija Sana Saima Nadia Sadia Rabia Amna Hina Iqra Kiran Maria Mehwish Nida Noor Rukhsana Shazia Sumaira Tahira Uzma Zara Asma Bushra Farah Farzana Ghazala Humaira Huma Javeria Kulsoom Lubna Madiha Mahnoor Misbah Nabila Naila Nasreen Nazia Parveen Quratulain Razia Rehana Robina Rubina Saba Sabeen Samina Samreen Shabana Shaheen Shamim Sidra Sobia Tabassum Tayyaba Yasmin Zubaida",
    family:
      "Khan Ahmed Ali Hussain Malik Butt Iqbal Akhtar Shah Qureshi Siddiqui Sheikh Chaudhry Raja Bhatti Javed Mahmood Aslam Awan Mirza Ansari Hashmi Abbasi Baig Baloch Bukhari Dar Durrani Farooqi Ghauri Gilani Gondal Hanif Haq Iqbal Jamil Janjua Jatoi Kazmi Kayani Khalid Khattak Khokhar Lodhi Lone Magsi Memon Mengal Mughal Naqvi Naz Niazi Nawaz Pasha Paracha Qazi Rana Rasheed Raza Rehman Rizvi Saeed Saleem Sattar Shahzad Sharif Soomro Sultan Syed Tariq Usmani Wazir Yousaf Yousafzai Zafar Zaidi Zaman Zardari Afridi Bugti Cheema Gill Tiwana Warraich",
  },
  {
    id: "bangladeshi",
    shape: "south-asian-muslim",
    male: "Mohammad Md Abdul Abu Anwar Ashraful Asad Aminul Arif Azizul Badrul Delwar Faisal Faruk Golam Habibur Hasan Iqbal Jahangir Jamal Kamal Kamrul Khaled Mahbub Mahmudul Mamun Masud Mizanur Monir Mosharraf Nazmul Nazrul Nurul Rafiqul Rashedul Rezaul Ruhul Saiful Sajjad Salahuddin Shafiqul Shahidul Shahin Shamsul Sohel Tanvir Tariq Zahirul Ziaur Zakir Rakib Rubel Sumon Shakil Sabbir Mehedi Tamim Imran Ariful Alamgir",
    female:
      "Fatema Ayesha Nasrin Shamima Shirin Sultana Salma Rehana Rokeya Roksana Rina Ruma Parvin Nargis Nazma Nahar Monira Mahmuda Lipi Laila Khaleda Jesmin Jannatul Hosneara Hasina Farida Farzana Dilara Bilkis Asma Anwara Afroza Tahmina Taslima Tania Sumaiya Sharmin Shahnaz Sabina Rumana Rubina Rabeya Poly Nusrat Nilufar Nadia Munni Mitu Maksuda Lutfun Kohinoor Jahanara Hamida Ferdousi Beauty Amena Sadia Sanjida Tanjila Maliha",
    family:
      "Rahman Islam Hossain Ahmed Khan Uddin Alam Chowdhury Haque Miah Sarkar Akter Begum Khatun Karim Ali Hasan Mia Sikder Talukder Mondal Bhuiyan Howlader Molla Sheikh Biswas Das Roy Saha Paul Dey Ghosh Kabir Kader Kamal Latif Mahmud Majumder Malik Mannan Matin Mollah Munshi Nabi Noor Parvez Patwary Pramanik Quader Rashid Razzak Reza Saleh Salam Shikdar Siddique Sultana Sultan Sobhan Tarafdar Zaman Ullah Wahab Yasmin Bari Bepari Chakraborty Barua Chakma Dutta Faruque Gazi Haider Huq Jabbar Khandaker Khondokar Liton Mostafa Rana",
  },
  {
    id: "north-indian",
    shape: "north-indian",
    male: "Rajesh Amit Sanjay Vijay Rahul Anil Sunil Manoj Suresh Ramesh Ashok Rakesh Mukesh Ajay Ravi Deepak Dinesh Vinod Pankaj Sandeep Arun Ashish Vikas Vivek Rohit Nitin Sachin Gaurav Manish Naveen Alok Abhishek Ankit Aditya Arjun Karan Kunal Mohit Nikhil Prakash Pradeep Praveen Rajiv Rajendra Ranjit Satish Shyam Siddharth Tarun Umesh Varun Yogesh Harish Jitendra Kamal Lalit Mahesh Narendra Om Harpreet Gurpreet Manpreet Balwinder Jaspreet Subhash",
    female:
      "Priya Sunita Anita Pooja Neha Kavita Rekha Sangeeta Meena Geeta Seema Sushma Asha Usha Anjali Deepa Jyoti Kiran Madhu Manju Nisha Poonam Preeti Rashmi Renu Ritu Sarita Shalini Shilpa Shweta Sneha Sonia Suman Swati Vandana Varsha Aarti Archana Bhavna Divya Ekta Garima Hema Indu Kajal Komal Lata Mamta Monika Nidhi Pallavi Payal Radha Rani Ruchi Sapna Savita Sonal Tanvi Harpreet Simran Gurpreet",
    family:
      "Kumar Singh Sharma Gupta Verma Patel Yadav Mishra Jain Agarwal Mehta Shah Joshi Pandey Tiwari Chauhan Thakur Saxena Srivastava Chaudhary Bansal Goyal Mittal Arora Kapoor Khanna Malhotra Chopra Bhatia Sethi Anand Ahuja Kohli Gill Sidhu Dhillon Grewal Sandhu Bedi Bajaj Bhatt Chandra Das Desai Dubey Dutta Ghosh Mukherjee Banerjee Chatterjee Bose Sen Roy Bhattacharya Sarkar Mondal Biswas Jadhav Patil Kulkarni Deshmukh Pawar Shinde More Gaikwad Kadam Bhosale Parmar Solanki Rathod Trivedi Dave Pandya Parekh Modi Rao Tripathi Shukla Dwivedi Rawat Negi Bisht Rana Rathore Shekhawat",
  },
  {
    id: "south-indian",
    shape: "south-indian",
    male: "Ramesh Suresh Murugan Karthik Senthil Saravanan Prakash Kumar Rajan Venkatesh Srinivasan Krishnan Ganesan Balaji Arun Anand Vignesh Prasad Ravi Subramanian Selvam Mani Natarajan Raghavan Gopal Hari Jayakumar Kannan Lakshmanan Manikandan Mohan Muthu Narayanan Palani Prabhu Raja Rajesh Sathish Shankar Siva Sridhar Sundaram Suriya Thangaraj Velu Vijay Vinoth Unnikrishnan Biju Shaji Sajan Thomas George Mathew Jose Rajeev Sreejith Vishnu Satyanarayana Nagaraju Nuwan Chaminda Kasun Dinesh",
    female:
      "Lakshmi Priya Kavitha Meena Revathi Saraswathi Vijayalakshmi Anitha Deepa Divya Geetha Gayathri Indira Jaya Jayanthi Kala Kalpana Kamala Malathi Mala Mallika Nithya Padma Parvathi Poornima Radha Rajeshwari Ramya Rani Sandhya Saranya Selvi Shanthi Sharmila Shobana Sridevi Sudha Sujatha Suganya Sumathi Swathi Thenmozhi Uma Usha Valli Vani Vasantha Vidya Yamuna Bindu Sindhu Sreeja Asha Mini Rekha Anju Dilani Nimali Sanduni Chathurika",
    family:
      "Nair Menon Pillai Iyer Iyengar Reddy Rao Naidu Raju Varma Krishnan Subramaniam Raman Venkataraman Srinivasan Narayanan Ramachandran Balakrishnan Gopalakrishnan Chandrasekaran Rajagopalan Sundararajan Murthy Gowda Shetty Hegde Bhat Kamath Pai Prabhu Shenoy Nambiar Kurup Panicker Warrier Thomas Varghese Mathew George Joseph Philip Chacko Kurian Cherian Abraham Jacob John Samuel Devi Goud Chowdary Prasad Sastry Sharma Swamy Mudaliar Chettiar Gounder Thevar Nadar Perera Fernando Silva Jayawardena Wickramasinghe Bandara Dissanayake Ranasinghe Gunawardena Rajapaksa Herath Ratnayake Karunaratne Senanayake Weerasinghe Kumara Jayasuriya Mendis Peiris Sivakumar Selvaraj Arumugam Thiruvengadam Muthusamy",
  },
  {
    id: "chinese",
    shape: "chinese",
    male: "Wei Qiang Lei Jun Yong Jie Tao Ming Chao Gang Ping Hui Peng Hua Fei Bin Bo Hao Jian Kai Long Liang Xin Yang Yi Zhiqiang Jianhua Guoqiang Jianguo Zhigang Weidong Haitao Xiaoming Jianjun Zhiwei Zhenhua Guohua Wenjie Zihao Haoran Yuxuan Junjie Mingyang Tianyu Yichen Shaohua Xuefeng Yongjun Dawei Hongwei Haibo Jiahao Zixuan Jianping Jianming Chengwei Guangming Shuming Weiguo Zhongmin",
    female:
      "Fang Na Min Jing Li Yan Ying Juan Xia Lan Ling Mei Hong Yun Hui Xue Ting Yu Qian Lin Xiuying Guiying Xiulan Yulan Xiaohong Lihua Meiling Xiaoyan Xiaoli Yuhua Guilan Shuzhen Yuzhen Fenglan Xiumei Lijuan Yanping Chunmei Haiyan Xiaoling Jiayi Yutong Zihan Xinyi Shiyu Mengyao Ruoxi Yiran Wenjing Siyu Yaping Aihua Baozhu Cuiping Dongmei Huiling Jinhua Liping Qiuyue Shufen",
    family:
      "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Gao Lin Luo Zheng Liang Xie Song Tang Deng Han Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Yu Cai Jiang Ye Du Su Wei Cheng Lu Ding Ren Shen Yao Jin Zhong Tan Fu Shi Liao Xiong Bai Meng Qin Qiu Hou Xue Yin Lei Long Duan Hao Kong Shao Mao Chang Wan Gu Lai Wen Kang Niu Fan Xing Mo Qi Fang An Hong Ouyang",
  },
  {
    id: "hong-kong",
    shape: "chinese",
    male: "Chi_Wai Ka_Ming Wing_Kin Kwok_Keung Chun_Kit Tsz_Ho Man_Kit Ho_Yin Siu_Ming Wai_Man Kin_Wah Chi_Keung Yiu_Wah Kam_Fai Hon_Wai Tak_Wah Yat_Sing Chun_Ho Ka_Ho Wai_Kit Chung_Yin Ming_Fai Pak_Ho Shing_Fung Chih_Ming Chien_Hung Cheng_Han Wei_Chieh Chia_Hao Kuan_Yu Po_Han Tsung_Hsien Yu_Hsiang Chun_Hung Chih_Wei Ming_Che Cheng_Yu Kai_Wen Sheng_Wen Shih_Hao Wen_Hsiung Jui_Lin Kuo_Hua Hsin_Yi Boon_Huat Kok_Leong Wee_Kiat Chee_Keong Kim_Seng Choon_Meng Teck_Soon Yew_Chong Eng_Hock Kah_Wai Wei_Jie Jun_Hao Zhi_Hao Kai_Xiang Soon_Lee Beng_Kiat",
    female:
      "Mei_Ling Wai_Yee Siu_Fong Ka_Yan Wing_Sze Hoi_Yan Lai_Kuen Suk_Fan Yuk_Lan Mei_Yee Pui_Shan Sze_Wan Oi_Ling Yuen_Ting Man_Yee Ching_Yi Tsz_Yan Ka_Wai Wing_Yan Hiu_Tung Shu_Fen Mei_Hui Li_Hua Shu_Chen Hsiu_Ying Ya_Ting Yi_Chun Chia_Ling Hui_Ju Pei_Shan Shu_Hui Yu_Ting Hsin_Yu Tzu_Yun Ching_Fang Wan_Ting Ssu_Yu Yen_Ling Chiung_Wen Hsueh_Mei Siew_Ling Bee_Hoon Swee_Lian Geok_Choo Hui_Min Xin_Yi Jia_Hui Li_Ting Pei_Ling Mui_Choo Lay_Hoon Siew_Mei Kim_Choo Poh_Choo Ai_Ling Yoke_Lin Sook_Yee Chui_Ling Bee_Leng Yen_Ping",
    family:
      "Chan Wong Leung Cheung Lau Lee Chow Ng Ho Cheng Kwok Tsang Lam Tang Yeung Yip Fung Mak Chu Tse Wu Hui Au Siu Ma Poon Kwan Lo Law Kwong Tam Choi Yuen Lui Chiu Pang Ip Fong Tsui Yu Kong Mok Tong Chung Yau Szeto Chen Lin Huang Chang Li Tsai Yang Hsu Kuo Hung Chiang Hsieh Liao Chuang Tseng Chou Yeh Su Tan Lim Goh Ong Teo Koh Chua Tay Sim Low Toh Yeo Chong Heng Seah Foo Soh Quek Khoo Ang Loh Phua Wee Chia Kang Liew Yap Chin Foong Kee",
  },
  {
    id: "korean",
    shape: "korean",
    male: "Min_jun Seo_jun Do_yun Ye_jun Si_woo Ha_jun Ji_ho Ju_won Ji_hoon Jun_seo Joon_ho Sung_min Hyun_woo Dong_hyun Jae_hyun Sang_hoon Young_ho Sung_ho Jung_ho Kyung_soo Chang_min Tae_hyung Seung_hyun Jin_woo Min_ho Woo_jin Hyun_jun Kwang_soo Yong_ho Chul_soo Young_soo Byung_hun Dong_wook Jong_hyun Ki_tae Myung_ho In_ho Jae_won Sang_woo Tae_woo Yong_jun Young_jin Kyu_hyun Hee_chul Il_sung Jong_su Kwang_ho Man_su Nam_il Sung_jin Chang_ho Yun_ho Hak_su Se_jin Dae_hyun Gun_woo Ho_jin Han_sol Kang_min Sun_woo",
    female:
      "Seo_yeon Ji_woo Seo_yun Ha_eun Min_seo Ji_min Soo_ah Ji_yoo Chae_won Ye_eun Ji_young Eun_ji Ji_hye Hye_jin Soo_jin Yoo_jin Min_jung Eun_young Mi_kyung Young_hee Sun_hee Mi_young Hyun_jung Eun_kyung Soon_ja Young_ja Jung_hee Myung_sook Kyung_hee Hye_won So_young Na_young Bo_ra Su_bin Ye_jin Da_eun Hae_won In_sook Jin_ah Kyung_ah Mi_ran Nam_hee Ok_ja Sang_mi Seul_ki Sung_hee Yeon_joo Yun_hee Ae_ra Bok_soon Chun_ja Dong_hee Eun_hee Geum_hee Hee_jung In_ja Jae_hee Keum_ja Mal_ja Soon_hee",
    family:
      "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Ryu Jeon Hong Ko Moon Yang Son Bae Baek Heo Yoo Nam Sim Noh Ha Kwak Sung Cha Joo Woo Koo Min Na Jin Ji Um Chae Won Cheon Bang Kong Hyun Ham Byun Yeom Yeo Choo Do So Seok Sun Seol Ma Gil Yeon Wi Pyo Myung Ki Ban Wang Geum Ok Yuk In Maeng Je Mo Tak Kuk Eo Eun Pyeon Yong",
  },
  {
    id: "japanese",
    shape: "western",
    male: "Hiroshi Kenji Takashi Haruto Yuto Sota Yuki Hayato Haruki Ryusei Koki Sora Sosuke Riku Ren Minato Takumi Daiki Kenta Shota Kazuya Tatsuya Naoki Makoto Daisuke Kazuki Ryo Akira Masato Satoshi Osamu Shigeru Minoru Kiyoshi Noboru Tadashi Isamu Saburo Ichiro Jiro Hideki Koji Yoshio Masaru Toshio Susumu Mitsuru Yasuo Fumio Hideo Kazuo Nobuyuki Shinji Tetsuya Tomohiro Tsuyoshi Yosuke Yuji Junichi Kazuhiro",
    female:
      "Yoko Keiko Sachiko Kazuko Akiko Hiroko Noriko Michiko Yumiko Junko Sakura Yui Hina Aoi Mei Rin Yuna Miyu Misaki Nanami Ai Mai Mayumi Naomi Emi Kaori Megumi Tomoko Chieko Fumiko Haruko Hisako Kimiko Kumiko Kyoko Machiko Masako Mitsuko Miyoko Nobuko Reiko Setsuko Shizuko Sumiko Takako Teruko Toshiko Yasuko Yoshiko Yuko Ayaka Honoka Riko Saki Shiori Hitomi Asuka Chihiro Kana Mio",
    family:
      "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Yamaguchi Matsumoto Inoue Kimura Hayashi Shimizu Yamazaki Mori Abe Ikeda Hashimoto Yamashita Ishikawa Nakajima Maeda Fujita Ogawa Goto Okada Hasegawa Murakami Kondo Ishii Saito Sakamoto Endo Aoki Fujii Nishimura Fukuda Ota Miura Fujiwara Okamoto Matsuda Nakagawa Nakano Harada Ono Tamura Takeuchi Kaneko Wada Nakayama Ishida Ueda Morita Hara Shibata Sakai Kudo Yokoyama Miyazaki Miyamoto Uchida Takagi Ando Taniguchi Ohno Maruyama Imai Takada Fujimoto Takeda Murata Ueno Sugiyama Masuda Sugawara Hirano Kojima Otsuka Chiba Kubo Matsui Iwasaki Sakurai Kinoshita Noguchi Matsuo Nomura Kikuchi Sano Onishi",
  },
  {
    id: "vietnamese",
    shape: "vietnamese",
    male: "Hung Dung Tuan Minh Cuong Hai Son Thanh Long Nam Duc Quang Tung Hoang Khanh Phong Thang Vinh Binh Dat Trung Kien Hieu Huy Khoa Loc Phuc Quan Tai Tam Tan Thai Thinh Tien Toan Tri Truong Tu Viet Vu An Bao Chien Cong Danh Dong Giang Hau Hoa Hoan Hop Lam Linh Luan Luc Manh Nghia Nhan Sang",
    female:
      "Lan Huong Hoa Mai Linh Thao Trang Ha Thu Hang Hien Nga Phuong Anh Thuy Van Yen Ngoc Nhung Oanh Quynh Tam Thanh Hanh Hong Chi Dung Giang Hai Khanh Lien Loan Ly My Ngan Nhi Nu Phung Sen Suong Tham Thoa Thuong Tien Tram Trinh Tuyet Tuyen Uyen Vy Xuan Bich Cuc Dao Diem Diep Hue Hoai Kieu Lam",
    family:
      "Nguyen Tran Le Pham Hoang Huynh Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly Dinh Truong Trinh Doan Mai Lam Ha To Cao Luong Luu Chau Thai Ta Phung Quach Vuong Ong Lai Kieu Nghiem Tang Tong Tieu Ton Thach Trieu Khuc Khong La Lo Luc Mac Mach Ninh Nong On Phi Quan Sam Tu Ung Van Vi Xa Yen Au Bach Banh Chu Cung Dam Dao Dau Diep Giang Giap Han Hua Khuat Kim Ma Nhan Thi Tham",
  },
  {
    id: "thai",
    shape: "western",
    male: "Somchai Somsak Prasert Surachai Wichai Sompong Suchart Anan Boonmee Chai Chaiyaporn Decha Ekachai Kittisak Krit Manop Narong Nattapong Niran Nopporn Panya Pichai Piyapong Pongsak Prawit Prayut Preecha Rungrot Sakda Sanan Sarawut Sirichai Somboon Somkiat Sukhum Sunthorn Suwat Tanawat Thanakorn Thawatchai Theerapong Udom Veera Virat Wanchai Weerachai Winai Wirat Worawit Yuttana Apichart Arthit Bundit Chatchai Jakkrit Khomsan Nirut Pornchai Rattana Samart",
    female:
      "Somying Malee Suda Wanida Nittaya Siriporn Pornthip Sunisa Ratana Supaporn Kanokwan Nongnuch Orathai Pimchanok Ploy Pranee Rattanaporn Saowanee Siriwan Sopa Sujitra Sukanya Sumalee Supatra Suwanna Tassanee Thidarat Uraiwan Usa Vipada Wandee Wanna Waraporn Wassana Wilaiwan Yupa Achara Amphorn Anchalee Arunee Benjawan Boonsri Buppha Chanida Chantana Darunee Duangjai Jintana Jiraporn Kanya Kulap Laddawan Mayuree Nuanchan Patcharee Phonphan Rungnapa Sasithorn Somjit Yaowalak",
    family:
      "Saetang Saelim Saechan Srisuk Chaiyasit Boonmee Thongchai Suwan Kaewmanee Phromma Wongsa Sukjai Thongdee Chaisri Rattanakosin Srisai Intharak Janthong Kongkaew Meesuk Boonruang Phongphan Saengthong Suksawat Thepsiri Wongsawat Wattana Yodthong Charoensuk Chanthara Chuenchom Duangdee Inthasorn Jaidee Kaewkla Khamphan Klinsuwan Limsakul Mahasiri Nakhonchai Ngamsiri Panyawong Phakdee Pongsiri Prasertsuk Promsri Rakchat Ruangsri Saelee Samranjai Sangthong Sawangdee Siriwat Somboon Songkhla Sornchai Srisawat Suriya Suwannarat Tangsiri Thammarat Thanapong Thongkham Tiwari Traisorn Udomsak Vachirawit Visetsin Wiriya Wongchai Yimyam Shinawatra Bunnag Chearavanont Sirivadhanabhakdi Kittikachorn Panyarachun Leekpai Silpaarcha Vejjajiva Techaphaibul",
  },
  {
    id: "indonesian",
    shape: "indonesian",
    male: "Budi Agus Slamet Sutrisno Bambang Hendra Joko Eko Dwi Andi Ahmad Muhammad Abdul Arif Ari Asep Dedi Dian Edi Fajar Hadi Hari Heri Imam Indra Irfan Iwan Joni Kurniawan Lukman Mulyadi Nanang Nur Pramono Puji Rahmat Reza Ridwan Rizki Rudi Sigit Slamet Suharto Sukarno Supriyadi Suryadi Susilo Suyanto Taufik Teguh Tono Tri Wahyu Wawan Widodo Wisnu Yanto Yudi Yusuf Zaenal",
    female:
      "Siti Sri Dewi Nur Ani Ratna Rina Yuni Sari Wati Lestari Indah Fitri Ayu Putri Maya Dian Endang Ningsih Kartini Lina Mega Nita Novi Nurul Rini Rita Sulastri Sumiati Suryani Susanti Titik Tuti Umi Wulan Yanti Yuliana Aisyah Ambar Anita Astuti Citra Desi Eka Erna Farida Fatimah Halimah Ida Ika Intan Kurniasih Laila Mardiana Mulyani Nani Nia Retno Rosdiana Tri",
    family:
      "Santoso Wijaya Susanto Setiawan Kurniawan Hidayat Saputra Pratama Nugroho Wibowo Gunawan Hartono Halim Salim Tanoto Siregar Nasution Harahap Lubis Simanjuntak Sitorus Hutapea Panjaitan Silalahi Situmorang Manurung Nainggolan Pardede Simbolon Sihombing Purba Ginting Tarigan Sembiring Rahman Rachman Ramadhan Permana Purnomo Prasetyo Putra Firmansyah Maulana Suryanto Sutanto Suharto Sukarno Subroto Sudirman Sugiarto Suherman Sulaiman Sumarno Supriyanto Suryadi Sutrisno Utomo Wahyudi Widodo Winata Yudhoyono Yulianto Abdullah Anwar Arifin Aziz Budiman Darmawan Effendi Fauzi Hakim Hasan Hasibuan Iskandar Ismail Kusuma Lestari Mahendra Mulyono Rangkuti Lumban_Gaol",
  },
  {
    id: "malay",
    shape: "malay",
    male: "Muhammad Ahmad Mohd Abdul Azman Azlan Faizal Hafiz Hakim Hamzah Hanif Haris Hassan Hisham Ibrahim Imran Iskandar Ismail Izzat Jamal Kamal Khairul Luqman Mahathir Najib Nasir Nizam Rahman Ramli Rashid Razak Ridzuan Rosli Roslan Saiful Salleh Shahrul Shamsul Syafiq Syed Tajuddin Wan Yusof Zahid Zainal Zaki Zulkifli Zul Aiman Amir Anuar Ariff Asyraf Azmi Badrul Danial Fadzil Farid Fikri Ghazali",
    female:
      "Siti Nur Nurul Aisyah Fatimah Aminah Zainab Noraini Norhayati Rohana Rosmah Salmah Zaleha Zarina Zuraidah Aishah Azizah Azlina Faridah Halimah Haslinda Hidayah Izzah Jamilah Kamariah Khadijah Latifah Mariam Maziah Nabila Nadia Norliza Normah Nurain Rafidah Rahimah Rohani Rokiah Rosnah Ruslina Sabrina Safiah Salina Sharifah Shuhada Suraya Syafiqah Syuhada Wahida Wan Yasmin Zahara Zaiton Zakiah Zalina Zanariah Zubaidah Aini Liyana Mastura",
    family:
      "Abdullah Ahmad Ibrahim Ismail Hassan Rahman Omar Othman Yusof Hamid Aziz Salleh Ali Mohamad Hussain Idris Jaafar Kassim Latif Mahmud Mansor Musa Nordin Osman Rashid Razak Saad Said Samad Sulaiman Taib Yaacob Yahya Zainuddin Zakaria Daud Deraman Ghani Hashim Harun Ishak Jalil Kadir Karim Lazim Majid Mat Mokhtar Mustafa Nawawi Noor Pilus Ramli Rani Rosli Sabri Shafie Sidek Talib Tahir Wahab Wahid Zain Zulkifli Arshad Awang Bakar Baharuddin Che_Mat Embong Fadzil Ghazali Hamzah Hanafi Jusoh Khalid Long Manaf Nasir Puteh",
  },
  {
    id: "filipino",
    shape: "filipino",
    male: "Jose Juan Antonio Mark John Michael Christian Joseph Ramon Roberto Ricardo Eduardo Fernando Manuel Rogelio Danilo Ernesto Romeo Reynaldo Rodrigo Benigno Ferdinand Emmanuel Jayson Jerome Joel Jonathan Angelo Carlo Arnel Noel Rommel Dennis Edgar Edwin Gilbert Henry Jaime Jeffrey Jericho Jomar Joshua Julius Kevin Leonardo Marvin Melvin Nestor Norberto Oscar Paolo Patrick Rafael Raymond Rey Rodel Ronald Ruel Vicente Virgilio",
    female:
      "Maria Rosario Mary_Grace Mary_Ann Jennifer Michelle Angelica Cristina Teresita Lourdes Carmelita Corazon Erlinda Gloria Imelda Josefina Leonora Luzviminda Marilou Maricel Marites Marivic Nenita Norma Perla Remedios Rosalinda Rowena Shirley Teresa Virginia Aileen Analyn Arlene Bernadette Catherine Cherry Cynthia Daisy Divina Elena Evelyn Gemma Grace Irene Jasmine Jocelyn Joy Kristine Liza Lorna Lovely Myrna Nicole Princess Rachelle Rhea Rizza Sheila Vilma",
    family:
      "dela_Cruz Garcia Reyes Ramos Mendoza Santos Flores Gonzales Bautista Villanueva Fernandez Cruz de_Guzman Lopez Perez Castillo Francisco Rivera Aquino Castro Sanchez Torres de_Leon Domingo Martinez Rodriguez Santiago Soriano delos_Santos Diaz Hernandez Tolentino Valdez Ramirez Morales Mercado Tan Aguilar Navarro Manalo Gomez Dizon del_Rosario Javier Corpuz Gutierrez Salvador Velasco Miranda David Salazar Ocampo Alvarez Sarmiento Pascual Lim delos_Reyes Marquez Jimenez Cortez Antonio Agustin Rosales Manuel Mariano Evangelista Pineda Enriquez Ferrer Espiritu Cabrera Aguinaldo Magsaysay Macapagal Dimaculangan Batungbakal Pangilinan Lacson Sotto Abad Panganiban Catacutan Manalastas",
  },
];
