import { abjadLetters } from "../abjad-letters.ts";

/**
 * Frequent names in Arabic writing and the commonest Latin spelling of each, without the
 * article: they give an unvowelled token the vowels, and with them the rarity, that
 * the same name has in Latin writing.
 */
const nameTable = `
محمد mohammed احمد ahmad محمود mahmoud حامد hamed حميد hamid حمد hamad حمود hammoud علي ali حسن hassan حسين hussein محسن mohsen
حسان hassan احسان ehsan عمر omar عثمان osman بکر bakr فاطمة fatima فاطمه fatemeh زينب zeinab خديجة khadija عائشة aisha مريم maryam
ابراهيم ibrahim اسماعيل ismail اسحاق ishaq يعقوب yaqub يوسف yousef موسى musa عيسى isa سليمان sulaiman سلیمان sulaiman داود dawood هارون harun
زکريا zakaria يحيى yahya الياس elias ادريس idris يونس yunus ايوب ayub نوح nuh لقمان luqman ادم adam حواء hawa صالح saleh هود hud شعيب shuaib
خالد khaled وليد walid طارق tariq زياد ziad سعيد said سعد saad سعود saud مسعود masoud اسعد asaad سعدون saadoun سعدي saadi
صدام saddam عدي uday قصي qusay رغد raghad برزان barzan وطبان watban تکريتي tikriti طه taha ياسين yassin رمضان ramadan عزت izzat طارق tariq عزيز aziz
عبد abd عباس abbas عباسي abbasi عباسی abbasi جعفر jafar حيدر haidar مهدي mehdi هادي hadi رضا reza کاظم kazem باقر baqer صادق sadeq تقي taqi نقي naqi
جواد javad مرتضى morteza مصطفى mustafa مجتبى mojtaba اکبر akbar اصغر asghar قاسم qasem سجاد sajjad امير amir اميری amiri کريم karim رحيم rahim رحمان rahman رحمن rahman
رشيد rashid راشد rashed رشاد rashad مجيد majid ماجد majed حافظ hafez بشار bashar اسد assad ماهر maher باسل basel رامي rami مخلوف makhlouf شاليش shalish
رفعت rifaat ناصر nasser نصر nasr نصار nassar منصور mansour انور anwar نور nur نوري nouri نوری nouri منير mounir مراد murad فؤاد fouad فواد fuad فريد farid فارس fares فاروق farouk
فيصل faisal فهد fahd سلطان sultan سلمان salman سالم salem سليم salim سلام salam سلامة salama عبود aboud عبيد obaid عامر amer عمار ammar عمران imran عمرو amr معمر muammar
قذافي gaddafi مبارک mubarak سادات sadat صباح sabah جابر jaber جبر jabr جبار jabbar جمال jamal جميل jamil جمعة jumaa جمعه juma انتصار intisar ايمان iman عبيدي obaidi سارة sara ساره sara امجد amjad اکرم akram ازهر azhar مظهر mazhar اظهر azhar شهيد shahid زارع zare مدرس modarres تقی taqi جلال jalal جليل jalil کمال kamal کامل kamel
حاتم hatem حازم hazem حبيب habib حجاج hajjaj حداد haddad حسام husam حسني hosni حسيني hosseini حسینی hosseini حکيم hakim حکيمي hakimi حلبي halabi حمدان hamdan حمزة hamza حمزه hamza حمدي hamdi
خليفة khalifa خليل khalil خليلي khalili خميس khamis خطاب khattab خطيب khatib خوري khoury خضر khader خان khan خامنه khamene خميني khomeini روحانی rouhani رئيسی raisi احمدی ahmadi نژاد nejad سليماني soleimani سلیمانی soleimani
زهير zuhair زاهر zaher زيد zaid زين zein زيدان zeidan سامي sami سامر samer سمير samir سهيل suhail سيف saif شريف sharif شاهين shahin شوکت shawkat شمس shams شهاب shihab
صفوان safwan صقر saqr صلاح salah صبري sabri ضياء zia طاهر taher طالب taleb طلال talal طلعت talat عادل adel عارف aref عاصم asem عاطف atef عدنان adnan عرفات arafat عصام issam عطا atta عقيل aqil علاء alaa
علوي alavi علوش alloush عمادی emadi عماد imad غازي ghazi غسان ghassan غلام ghulam غالب ghaleb فاضل fadel فتحي fathi فتاح fattah فراس firas فضل fazl فوزي fawzi فوز fawz
قادر qader قدير qadir قيس qais کاظمی kazemi لطيف latif لطفي lotfi ليلى leila مالک malek مامون mamoun مؤمن momen متقی mottaki مختار mukhtar مدحت medhat مروان marwan مشعل mishal معاذ muaz معتز mutaz
مظفر muzaffar مفتاح miftah منذر munzer مهند muhannad موفق muwaffaq مؤيد muayad ناجي naji نادر nader ناظم nazim نبيل nabil نجم najm نجيب najib نزار nizar نذير nazir نظام nizam نعمان numan نعيم naim نعمة nimat
هاشم hashem هاشمي hashemi هاشمی hashemi هاني hani هشام hisham هيثم haitham هلال hilal وائل wael وجيه wajih وسيم wasim وفيق wafiq وهاب wahhab ياسر yasser يزيد yazid يمان yaman
بدر badr بدران badran بدري badri بسام bassam بلال bilal بهاء bahaa بهجت bahjat بوتفليقة bouteflika تاج taj تميم tamim توفيق tawfiq ثائر thaer جهاد jihad جنيد junaid حاج haji
رجب rajab راتب rateb رائد raed رياض riyadh زاهد zahed زبير zubair ربيع rabi رحمت rahmat رستم rostam رسول rasoul رفيق rafiq رمزي ramzi سراج siraj سفيان sufyan صهيب suhaib طيب tayeb ظاهر zaher
الله allah دين din اسلام islam حق haq هدى huda نبي nabi نبی nabi رب rab ولي wali ولی wali جان jan گل gul شاه shah اقا agha دوست dost يار yar بیک beg بيک beg بای bai
اخوند akhund اخند akhund اخوندزاده akhundzada زاده zadeh زاد zad پور pour حقانی haqqani حقاني haqqani عمری omari اختر akhtar هدايت hidayat هبت hibat سراج siraj يعقوب yaqoob برادر baradar ذاکر zakir قيوم qayyum
صدر sadr ترابی turabi حنفي hanafi حنفی hanafi منان manan متين matin حليم halim حکمت hikmat جلالی jalali شير sher سنگ sang مير mir ميرزا mirza نظر nazar نياز niaz نيک nik وزير wazir ظهير zahir غفار ghaffar غفور ghafoor غني ghani غنی ghani صمد samad ستار sattar
شکور shakur سبحان subhan روف rauf رؤوف rauf رزاق razzaq رازق raziq حی hai حيي hai باقي baqi باري bari باسط basit بصير basir اول awal احد ahad بديع badi خبير khabir قدوس quddus قهار qahar معين muin مقصود maqsud ملک malik منعم munim مومن momin نافع nafi واحد wahid وارث waris وحيد wahid ودود wadud
عراقي iraqi سوري suri مصري masri تونسي tunisi مغربي maghribi ليبي libi يمني yemeni شامي shami بغدادي baghdadi موصلي mosuli دوري duri بصري basri کردي kurdi کوفي kufi جزائري jazairi عتيبي otaibi قحطاني qahtani شهري shehri زهراني zahrani غامدي ghamdi دوسري dosari حربي harbi مطيري mutairi عنزي anzi شمري shammari جبوري jabouri دليمي dulaimi تميمي tamimi ربيعي rubaie ساعدي saadi حوثي houthi
عولقي awlaki ظواهري zawahiri لادن laden اسامة osama ايمن ayman زرقاوي zarqawi جولاني jolani عدناني adnani مقدسي maqdisi فلسطيني filistini نصرالله nasrallah مغنية mughniyeh قماطي qumati موسوی mousavi موسوي mousavi رضايي rezaei رضائی rezaei محمدی mohammadi کريمی karimi رحيمی rahimi جعفری jafari نجفی najafi قاسمی ghasemi صالحی salehi شيرازی shirazi تهرانی tehrani اصفهانی esfahani فخری fakhri زاده zadeh باقری baqeri سلامی salami حاجی haji حاجي haji دهقان dehghan وحيدی vahidi نقدی naghdi شريعتی shariati لاريجانی larijani رفسنجانی rafsanjani ظريف zarif احمدي ahmadi علی ali مهدی mehdi
بهرام bahram بهمن bahman بهروز behrouz پرويز parviz جمشيد jamshid خسرو khosrow داريوش dariush دارا dara سياوش siavash سهراب sohrab سيروس cyrus شاپور shapour شهرام shahram شهريار shahriar فرهاد farhad فريدون fereydoun فرامرز faramarz کامران kamran کوروش kourosh کيوان keyvan مسيح masih منوچهر manouchehr مهران mehran مهرداد mehrdad نادری naderi هوشنگ houshang يزدی yazdi آرش arash آرمان arman اميد omid ايرج iraj بابک babak
`;

const names = new Map<string, string>();
const cells = nameTable.trim().split(/\s+/);
for (let at = 0; at + 1 < cells.length; at += 2) {
  const letters = keyOf(abjadLetters(cells[at] ?? ""));
  if (!names.has(letters)) names.set(letters, cells[at + 1] ?? "");
}

/** The usual Latin spelling of a frequent name, given by its letters; undefined for all others. */
export function vowelledName(letters: string): string | undefined {
  return names.get(keyOf(letters));
}

/** Writers use the shape of a final alif for `y`, and the other way round. */
function keyOf(letters: string): string {
  return letters.endsWith("Y") ? `${letters.slice(0, -1)}y` : letters;
}
