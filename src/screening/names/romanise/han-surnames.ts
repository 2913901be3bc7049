/**
 * Chinese family names: characters (simplified and traditional), pinyin, and other
 * spellings of the same name: Wade-Giles, Cantonese (Hong Kong), Hokkien, Korean, Vietnamese.
 */
const surnameTable = `
王 wang wong ong vuong
李 li lee lei ly
张張 zhang chang cheung teo jang
刘劉 liu lau low lao
陈陳 chen chan tan chin tran
杨楊 yang yeung yeo duong
赵趙 zhao chao chiu jiu
黄黃 huang wong ng hwang
周週 zhou chou chow chau
吴吳 wu ng goh woo
徐 xu hsu chui tsui
孙孫 sun suen soon
胡 hu wu woo
朱 zhu chu choo
高 gao kao ko
林 lin lam lim
何 he ho
郭 guo kuo kwok
马馬 ma mah
罗羅 luo lo law
梁 liang leung
宋 song sung soong
郑鄭 zheng cheng cheang tay
谢謝 xie hsieh tse chia
韩韓 han hon
唐 tang tong
冯馮 feng fung foong
于於 yu yue
董 dong tung
萧蕭肖 xiao hsiao siu siew
程 cheng ching
曹 cao tsao tso cho
袁 yuan yuen
邓鄧 deng teng tang
许許 xu hsu hui koh
傅 fu foo
沈瀋 shen shum sim
曾 zeng tseng tsang chan
彭 peng pang
吕呂 lu lui loo
苏蘇 su so soh
卢盧 lu lo loo
蒋蔣 jiang chiang cheung
蔡 cai tsai choi chua
贾賈 jia chia ka
丁 ding ting
魏 wei ngai
薛 xue hsueh sit
叶葉 ye yeh yip yap
阎閻闫 yan yen yim
余 yu yue yee
潘 pan poon phua
杜 du tu to
戴 dai tai
夏 xia hsia ha
钟鍾锺鐘 zhong chung
汪 wang wong
田 tian tien tin
任 ren jen yam
姜 jiang chiang keung
范範 fan fung
方 fang fong
石 shi shih shek
姚 yao yiu
谭譚 tan tam
廖 liao liu liew
邹鄒 zou tsou chow
熊 xiong hsiung hung
金 jin chin kam kim
陆陸 lu luk
郝 hao
孔 kong kung hung
白 bai pai pak
崔 cui tsui choi
康 kang hong
毛 mao mo
邱丘 qiu chiu yau
秦 qin chin chun
江 jiang chiang kong
史 shi shih sze
顾顧 gu ku koo
侯 hou hau
邵 shao siu
孟 meng mang
龙龍 long lung
万萬 wan man
段 duan tuan tuen
雷 lei lui
钱錢 qian chien chin
汤湯 tang tong
尹 yin wan yun
黎 li lai
易 yi yik
常 chang sheung
武 wu mo
乔喬 qiao chiao kiu
贺賀 he ho
赖賴 lai
龚龔 gong kung
文 wen man
庞龐 pang pong
樊 fan
兰蘭 lan
殷 yin yan
施 shi shih sze
陶 tao to
洪 hong hung ang
翟 zhai chak
安 an on
颜顏 yan yen ngan
倪 ni ngai
严嚴 yan yen yim
牛 niu ngau
温溫 wen wan
芦蘆 lu lo
季 ji chi kwai
俞 yu yue
章 zhang chang cheung
鲁魯 lu lo
葛 ge ko kot
伍 wu ng
韦韋 wei wai
申 shen san shin
尤 you yau
毕畢 bi pi but
聂聶 nie nieh
丛叢 cong tsung
焦 jiao chiao
向 xiang hsiang heung
柳 liu lau ryu
邢 xing hsing ying
路 lu lo
岳嶽 yue ngok
齐齊 qi chi chai
梅 mei mui
莫 mo mok
庄莊 zhuang chuang chong
辛 xin hsin san
管 guan kuan koon
祝 zhu chu chuk
左 zuo tso jor
涂塗 tu
谷 gu ku kuk
祁 qi chi
时時 shi shih
舒 shu
耿 geng keng
牟 mou mu
卜 bu pu puk
詹 zhan chan chim
关關 guan kuan kwan
苗 miao miu
凌 ling
费費 fei
纪紀 ji chi kei
靳 jin chin
盛 sheng shing
童 tong tung
欧歐 ou au
甄 zhen chen yan
项項 xiang hong
曲 qu chu
成 cheng shing
游遊 you yau
阳陽 yang yeung
裴 pei bae
席 xi hsi
卫衛 wei wai
查 zha cha
屈 qu chu wat
鲍鮑 bao pao pau
位 wei
覃 qin tan
霍 huo fok
翁 weng yung
隋 sui
植 zhi
甘 gan kan kam
景 jing ching king
薄 bo po
单單 shan
包 bao pao pau
司 si sze
柏 bai pak
宁寧 ning
柯 ke ko or
阮 ruan juan yuen nguyen
桂 gui kwai
闵閔 min
解 xie hsieh
车車 che
冉 ran jan yim
房 fang fong
边邊 bian bin
池 chi chee
习習 xi hsi jaap
饶饒 rao jao
习 xi hsi
胥 xu
蒙 meng mung
缪繆 miao
古 gu ku koo
鞠 ju
敖 ao ngo
巴 ba
仇 qiu
楚 chu
水 shui
应應 ying
仲 zhong
党黨 dang
宗 zong tsung
简簡 jian chien kan
区區 ou au
容 rong yung
麦麥 mai mak
利 li lee
佘 she
蓝藍 lan nam
`;

const doubleTable = `
欧阳歐陽 ouyang auyeung
司马司馬 sima szema
上官 shangguan sheungkoon
诸葛諸葛 zhuge chukot
司徒 situ szeto seto
夏侯 xiahou
令狐 linghu
皇甫 huangfu
尉迟尉遲 yuchi
公孙公孫 gongsun
慕容 murong
宇文 yuwen
长孙長孫 zhangsun
端木 duanmu
东方東方 dongfang
独孤獨孤 dugu
南宫南宮 nangong
西门西門 ximen
`;

const surnames = new Map<string, readonly string[]>();
/** Spelling of another system -> pinyin, only where the spelling is no pinyin surname of its own. */
const pinyinOf = new Map<string, readonly string[]>();

for (const [table, length] of [
  [surnameTable, 1],
  [doubleTable, 2],
] as const) {
  for (const line of table.trim().split("\n")) {
    const [written = "", ...spellings] = line.split(" ");
    const characters = [...written];
    for (let at = 0; at + length <= characters.length; at += length) {
      surnames.set(characters.slice(at, at + length).join(""), spellings);
    }
    const [pinyin = "", ...others] = spellings;
    for (const other of others) pinyinOf.set(other, [...new Set([...(pinyinOf.get(other) ?? []), pinyin])]);
  }
}

/** Spellings of a family name in characters, pinyin first; undefined when it is none we know. */
export function hanSurname(characters: string): readonly string[] | undefined {
  return surnames.get(characters);
}

/** Pinyin of a family name spelt by another system: `cheung` is `zhang` and `jiang`. */
export function pinyinSurnames(spelling: string): readonly string[] {
  return pinyinOf.get(spelling) ?? [];
}
