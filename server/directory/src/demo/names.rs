//! Names of many languages and scripts, each part with the letters it has in an address.

/// A part of a name and its form in an address.
pub(super) type Part = (&'static str, &'static str);

/// How a language writes a whole name.
pub(super) enum Order {
    /// Given name, space, family name.
    GivenFirst,
    /// Family name first, without a space.
    Joined,
    /// Family name, space, given name.
    FamilyFirst,
}

/// One language's names.
pub(super) struct Language {
    pub first: &'static [Part],
    pub second: &'static [Part],
    pub order: Order,
    /// How often it comes up, beside the others.
    pub weight: u32,
}

#[rustfmt::skip]
pub(super) const LANGUAGES: &[Language] = &[
    // English
    Language {
        first: &[("Olivia", "olivia"), ("Noah", "noah"), ("Amelia", "amelia"), ("Theo", "theo"), ("Grace", "grace"), ("Arthur", "arthur"), ("Maya", "maya"), ("Isaac", "isaac"), ("Freya", "freya"), ("Oscar", "oscar"), ("Hazel", "hazel"), ("Reuben", "reuben")],
        second: &[("Bennett", "bennett"), ("Hartley", "hartley"), ("Okafor-Smith", "okafor-smith"), ("Whitfield", "whitfield"), ("Marsh", "marsh"), ("Pemberton", "pemberton"), ("Quinn", "quinn"), ("Ashworth", "ashworth"), ("Doyle", "doyle"), ("Fairchild", "fairchild"), ("Holloway", "holloway"), ("Lindqvist-Brown", "lindqvist-brown")],
        order: Order::GivenFirst,
        weight: 26,
    },
    // Portuguese
    Language {
        first: &[("Ana", "ana"), ("Beatriz", "beatriz"), ("João", "joao"), ("Miguel", "miguel"), ("Inês", "ines"), ("Tomás", "tomas"), ("Luísa", "luisa"), ("Caetano", "caetano"), ("Mariana", "mariana"), ("Vicente", "vicente"), ("Conceição", "conceicao"), ("Gonçalo", "goncalo")],
        second: &[("Lima", "lima"), ("Ferreira", "ferreira"), ("Araújo", "araujo"), ("Conceição", "conceicao"), ("Magalhães", "magalhaes"), ("Simões", "simoes"), ("Antunes", "antunes"), ("Brandão", "brandao"), ("Guimarães", "guimaraes"), ("Teixeira", "teixeira"), ("Nóbrega", "nobrega"), ("Leitão", "leitao")],
        order: Order::GivenFirst,
        weight: 16,
    },
    // Spanish
    Language {
        first: &[("Lucía", "lucia"), ("Íñigo", "inigo"), ("Martín", "martin"), ("Begoña", "begona"), ("Joaquín", "joaquin"), ("Ximena", "ximena"), ("Sebastián", "sebastian"), ("Paloma", "paloma"), ("Andrés", "andres"), ("Rocío", "rocio"), ("Álvaro", "alvaro"), ("Noemí", "noemi")],
        second: &[("Ibáñez", "ibanez"), ("Muñoz", "munoz"), ("Etxeberria", "etxeberria"), ("Cárdenas", "cardenas"), ("Quiñones", "quinones"), ("Peláez", "pelaez"), ("Villaseñor", "villasenor"), ("Arístegui", "aristegui"), ("Zúñiga", "zuniga"), ("Carrión", "carrion"), ("Núñez", "nunez"), ("Olmedo", "olmedo")],
        order: Order::GivenFirst,
        weight: 14,
    },
    // German
    Language {
        first: &[("Jürgen", "jurgen"), ("Käthe", "kathe"), ("Sören", "soren"), ("Änne", "anne"), ("Lukas", "lukas"), ("Friederike", "friederike"), ("Björn", "bjorn"), ("Heidrun", "heidrun"), ("Matthias", "matthias"), ("Annegret", "annegret"), ("Ulrich", "ulrich"), ("Lieselotte", "lieselotte")],
        second: &[("Müller", "muller"), ("Weiß", "weiss"), ("Größmann", "grossmann"), ("Schröder", "schroder"), ("Köhler", "kohler"), ("Brüggemann", "bruggemann"), ("Jäger", "jager"), ("Weißenborn", "weissenborn"), ("Süßmilch", "sussmilch"), ("Vogelsang", "vogelsang"), ("Kröger", "kroger"), ("Dürrenmatt", "durrenmatt")],
        order: Order::GivenFirst,
        weight: 12,
    },
    // French
    Language {
        first: &[("Élodie", "elodie"), ("François", "francois"), ("Zoé", "zoe"), ("Léonard", "leonard"), ("Maïwenn", "maiwenn"), ("Gaëtan", "gaetan"), ("Hélène", "helene"), ("Aurélien", "aurelien"), ("Océane", "oceane"), ("Cédric", "cedric"), ("Noëlle", "noelle"), ("Étienne", "etienne")],
        second: &[("Lefèvre", "lefevre"), ("Bérenger", "berenger"), ("d’Aubigné", "daubigne"), ("Gauthier", "gauthier"), ("Delacroix", "delacroix"), ("Béranger", "beranger"), ("Chêne", "chene"), ("Noël", "noel"), ("Maréchal", "marechal"), ("Thévenet", "thevenet"), ("Rivière", "riviere"), ("Fèvre", "fevre")],
        order: Order::GivenFirst,
        weight: 10,
    },
    // Polish
    Language {
        first: &[("Łukasz", "lukasz"), ("Małgorzata", "malgorzata"), ("Zbigniew", "zbigniew"), ("Agnieszka", "agnieszka"), ("Stanisław", "stanislaw"), ("Żaneta", "zaneta"), ("Bogusław", "boguslaw"), ("Róża", "roza"), ("Mieczysław", "mieczyslaw"), ("Jadwiga", "jadwiga"), ("Kazimierz", "kazimierz"), ("Świętosława", "swietoslawa")],
        second: &[("Wójcik", "wojcik"), ("Brzęczyszczykiewicz", "brzeczyszczykiewicz"), ("Żółkiewska", "zolkiewska"), ("Ślęzak", "slezak"), ("Łęcka", "lecka"), ("Dąbrowska", "dabrowska"), ("Król", "krol"), ("Jabłońska", "jablonska"), ("Górski", "gorski"), ("Pawłowska", "pawlowska"), ("Szczęsny", "szczesny"), ("Źródlak", "zrodlak")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Czech
    Language {
        first: &[("Jiří", "jiri"), ("Božena", "bozena"), ("Tomáš", "tomas"), ("Kateřina", "katerina"), ("Ondřej", "ondrej"), ("Zdeňka", "zdenka"), ("Matěj", "matej"), ("Růžena", "ruzena"), ("Vojtěch", "vojtech"), ("Šárka", "sarka"), ("Bohumil", "bohumil"), ("Anežka", "anezka")],
        second: &[("Dvořák", "dvorak"), ("Svobodová", "svobodova"), ("Černý", "cerny"), ("Přibyl", "pribyl"), ("Hájková", "hajkova"), ("Říha", "riha"), ("Šťastná", "stastna"), ("Kříž", "kriz"), ("Němcová", "nemcova"), ("Žižka", "zizka"), ("Beneš", "benes"), ("Hruška", "hruska")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Turkish
    Language {
        first: &[("İbrahim", "ibrahim"), ("Ayşe", "ayse"), ("Çağrı", "cagri"), ("Işıl", "isil"), ("Ömer", "omer"), ("Gülşen", "gulsen"), ("Şirin", "sirin"), ("Kağan", "kagan"), ("Nilüfer", "nilufer"), ("Oğuz", "oguz"), ("Zübeyde", "zubeyde"), ("Tuğba", "tugba")],
        second: &[("Yılmaz", "yilmaz"), ("Çelik", "celik"), ("Öztürk", "ozturk"), ("Şahin", "sahin"), ("Güneş", "gunes"), ("Işık", "isik"), ("Kılıç", "kilic"), ("Doğan", "dogan"), ("Büyükçekmece", "buyukcekmece"), ("Ünal", "unal"), ("Aydın", "aydin"), ("Gökçe", "gokce")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Vietnamese
    Language {
        first: &[("Nguyễn", "nguyen"), ("Trần", "tran"), ("Lê", "le"), ("Phạm", "pham"), ("Hoàng", "hoang"), ("Phan", "phan"), ("Vũ", "vu"), ("Đặng", "dang"), ("Bùi", "bui"), ("Đỗ", "do"), ("Hồ", "ho"), ("Ngô", "ngo")],
        second: &[("Minh Anh", "minh-anh"), ("Thị Hương", "thi-huong"), ("Quốc Bảo", "quoc-bao"), ("Thanh Tâm", "thanh-tam"), ("Đức Huy", "duc-huy"), ("Ngọc Lan", "ngoc-lan"), ("Xuân Trường", "xuan-truong"), ("Hải Yến", "hai-yen"), ("Gia Khánh", "gia-khanh"), ("Mỹ Linh", "my-linh"), ("Tuấn Kiệt", "tuan-kiet"), ("Bích Ngọc", "bich-ngoc")],
        order: Order::FamilyFirst,
        weight: 4,
    },
    // Yoruba
    Language {
        first: &[("Adébáyọ̀", "adebayo"), ("Ọláwálé", "olawale"), ("Títílayọ̀", "titilayo"), ("Fọlákẹ́", "folake"), ("Olúwaṣeun", "oluwaseun"), ("Àdùkẹ́", "aduke"), ("Babátúndé", "babatunde"), ("Ìfẹ́olúwa", "ifeoluwa")],
        second: &[("Adéyẹmí", "adeyemi"), ("Ọ̀ṣúnlékè", "osunleke"), ("Akínwándé", "akinwande"), ("Ògúnbánjọ", "ogunbanjo"), ("Fálétí", "faleti"), ("Adékúnlé", "adekunle"), ("Ọláníyan", "olaniyan"), ("Bánkọ́lé", "bankole")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Icelandic
    Language {
        first: &[("Guðrún", "gudrun"), ("Þórður", "thordur"), ("Sigríður", "sigridur"), ("Ægir", "aegir"), ("Ásdís", "asdis"), ("Björgvin", "bjorgvin"), ("Hrafnhildur", "hrafnhildur"), ("Örn", "orn")],
        second: &[("Jónsdóttir", "jonsdottir"), ("Sigurðsson", "sigurdsson"), ("Þorsteinsdóttir", "thorsteinsdottir"), ("Guðmundsson", "gudmundsson"), ("Ægisson", "aegisson"), ("Hallgrímsdóttir", "hallgrimsdottir"), ("Bjarnason", "bjarnason"), ("Kristjánsdóttir", "kristjansdottir")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Hawaiian
    Language {
        first: &[("Kaʻiulani", "kaiulani"), ("Keānuenue", "keanuenue"), ("Kamāhoe", "kamahoe"), ("Nāpua", "napua")],
        second: &[("Kāneakua", "kaneakua"), ("Kealoha", "kealoha"), ("Kalākaua", "kalakaua"), ("Hoʻomanawanui", "hoomanawanui")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Arabic
    Language {
        first: &[("محمد", "mohammed"), ("فاطمة", "fatima"), ("عبد الرحمن", "abdulrahman"), ("ليلى", "layla"), ("يوسف", "yusuf"), ("نور", "nour"), ("خالد", "khalid"), ("مريم", "maryam")],
        second: &[("الحسيني", "alhusseini"), ("بن سعيد", "binsaid"), ("المصري", "almasri"), ("الخطيب", "alkhatib"), ("حداد", "haddad"), ("الزهراني", "alzahrani"), ("قاسم", "qasim"), ("النجار", "alnajjar")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Persian
    Language {
        first: &[("شیرین", "shirin"), ("داریوش", "dariush"), ("نیلوفر", "niloufar"), ("کوروش", "kourosh"), ("پریسا", "parisa"), ("بهرام", "bahram")],
        second: &[("حسینی", "hosseini"), ("کریمی", "karimi"), ("رضایی", "rezaei"), ("جعفری", "jafari"), ("صادقی", "sadeghi"), ("موسوی", "mousavi")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Hebrew
    Language {
        first: &[("נועה", "noa"), ("איתי", "itay"), ("שירה", "shira"), ("אורי", "uri"), ("תמר", "tamar"), ("יעל", "yael")],
        second: &[("כהן", "cohen"), ("לוי", "levi"), ("מזרחי", "mizrahi"), ("אברהם", "avraham"), ("פרידמן", "friedman"), ("בן־דוד", "bendavid")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Chinese
    Language {
        first: &[("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"), ("赵", "zhao"), ("黄", "huang")],
        second: &[("小明", "xiaoming"), ("秀英", "xiuying"), ("志强", "zhiqiang"), ("美玲", "meiling"), ("建国", "jianguo"), ("雨桐", "yutong"), ("子涵", "zihan"), ("文博", "wenbo")],
        order: Order::Joined,
        weight: 4,
    },
    // Japanese
    Language {
        first: &[("佐藤", "sato"), ("鈴木", "suzuki"), ("高橋", "takahashi"), ("田中", "tanaka"), ("渡辺", "watanabe"), ("伊藤", "ito"), ("山本", "yamamoto"), ("中村", "nakamura")],
        second: &[("さくら", "sakura"), ("翔太", "shota"), ("陽菜", "hina"), ("健一", "kenichi"), ("美咲", "misaki"), ("拓海", "takumi"), ("ユキ", "yuki"), ("直樹", "naoki")],
        order: Order::FamilyFirst,
        weight: 4,
    },
    // Korean
    Language {
        first: &[("김", "kim"), ("이", "lee"), ("박", "park"), ("최", "choi"), ("정", "jung"), ("강", "kang"), ("조", "cho"), ("윤", "yoon")],
        second: &[("서연", "seoyeon"), ("민준", "minjun"), ("지우", "jiwoo"), ("하은", "haeun"), ("도윤", "doyoon"), ("수빈", "subin"), ("예진", "yejin"), ("현우", "hyunwoo")],
        order: Order::Joined,
        weight: 4,
    },
    // Hindi
    Language {
        first: &[("आरव", "aarav"), ("दिया", "diya"), ("रोहन", "rohan"), ("प्रिया", "priya"), ("अर्जुन", "arjun"), ("अनन्या", "ananya")],
        second: &[("शर्मा", "sharma"), ("पटेल", "patel"), ("श्रीवास्तव", "srivastava"), ("गुप्ता", "gupta"), ("मिश्रा", "mishra"), ("चौधरी", "chaudhary")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Tamil
    Language {
        first: &[("கவிதா", "kavitha"), ("முருகன்", "murugan"), ("லட்சுமி", "lakshmi"), ("அருண்", "arun")],
        second: &[("சுப்பிரமணியன்", "subramanian"), ("ராஜேந்திரன்", "rajendran"), ("நடராஜன்", "natarajan"), ("கிருஷ்ணமூர்த்தி", "krishnamurthy")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Thai
    Language {
        first: &[("สมชาย", "somchai"), ("ณัฐริกา", "natrika"), ("กิตติ", "kitti"), ("พิมพ์ชนก", "pimchanok")],
        second: &[("ศรีสวัสดิ์", "srisawat"), ("วงศ์สกุล", "wongsakul"), ("แสงทอง", "saengthong"), ("บุญมี", "boonmee")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Russian
    Language {
        first: &[("Анна", "anna"), ("Дмитрий", "dmitry"), ("Ольга", "olga"), ("Фёдор", "fyodor"), ("Екатерина", "ekaterina"), ("Артём", "artyom")],
        second: &[("Иванова", "ivanova"), ("Щербаков", "shcherbakov"), ("Соловьёв", "solovyov"), ("Кузнецова", "kuznetsova"), ("Юдина", "yudina"), ("Жуков", "zhukov")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Ukrainian
    Language {
        first: &[("Оксана", "oksana"), ("Тарас", "taras"), ("Їванна", "yivanna"), ("Богдан", "bohdan")],
        second: &[("Шевченко", "shevchenko"), ("Ґалаґан", "galagan"), ("Ковальчук", "kovalchuk"), ("Єфименко", "yefymenko")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Greek
    Language {
        first: &[("Ελένη", "eleni"), ("Γιώργος", "giorgos"), ("Κατερίνα", "katerina"), ("Νίκος", "nikos")],
        second: &[("Παπαδόπουλος", "papadopoulos"), ("Αλεξίου", "alexiou"), ("Οικονόμου", "oikonomou"), ("Βλάχου", "vlachou")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Georgian
    Language {
        first: &[("ნინო", "nino"), ("გიორგი", "giorgi"), ("თამარ", "tamar"), ("ლევან", "levan")],
        second: &[("ბერიძე", "beridze"), ("მაისურაძე", "maisuradze"), ("ღვინიაშვილი", "ghviniashvili"), ("წერეთელი", "tsereteli")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Armenian
    Language {
        first: &[("Անի", "ani"), ("Տիգրան", "tigran"), ("Նարե", "nare"), ("Արամ", "aram")],
        second: &[("Հակոբյան", "hakobyan"), ("Սարգսյան", "sargsyan"), ("Գրիգորյան", "grigoryan"), ("Պետրոսյան", "petrosyan")],
        order: Order::GivenFirst,
        weight: 4,
    },
    // Amharic
    Language {
        first: &[("አበበ", "abebe"), ("ትግስት", "tigist"), ("ዳዊት", "dawit"), ("ሰላም", "selam")],
        second: &[("በቀለ", "bekele"), ("ተስፋዬ", "tesfaye"), ("ገብረማርያም", "gebremariam"), ("ወልደ", "wolde")],
        order: Order::GivenFirst,
        weight: 4,
    },
];
