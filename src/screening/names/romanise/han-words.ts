/** Words of Chinese and Japanese company names with the English word they are translated by. */
const wordTable = `
股份有限公司 limited
有限责任公司 limited
有限責任公司 limited
有限公司 limited
株式会社 corporation
有限会社 limited
合同会社 limited
公司 company
集团 group
集團 group
国际 international
國際 international
国際 international
贸易 trading
貿易 trading
进出口 import export
進出口 import export
科技 technology
技术 technology
技術 technology
电子 electronics
電子 electronics
物流 logistics
船务 shipping
船務 shipping
航运 shipping
航運 shipping
海运 shipping
海運 shipping
航空 aviation
发动机 engine
工业 industry
工業 industry
实业 industrial
實業 industrial
石化 petrochemical
石油 petroleum
化工 chemical
化学 chemical
能源 energy
银行 bank
銀行 bank
投资 investment
投資 investment
发展 development
發展 development
管理 management
服务 service
服務 service
机械 machinery
機械 machinery
机电 electromechanical
设备 equipment
設備 equipment
制造 manufacturing
製造 manufacturing
大学 university
大學 university
研究院 institute
研究所 institute
学院 college
港口 port
港务 port
港務 port
建设 construction
建設 construction
工程 engineering
建筑 construction
通信 communication
信息 information
网络 network
網絡 network
软件 software
光电 optoelectronics
半导体 semiconductor
材料 material
新材料 new material
供应链 supply chain
供應鏈 supply chain
商贸 trading
商貿 trading
控股 holding
有限 limited
香港 hongkong
中国 china
中國 china
北京 beijing
上海 shanghai
深圳 shenzhen
广州 guangzhou
廣州 guangzhou
天津 tianjin
重庆 chongqing
武汉 wuhan
成都 chengdu
西安 xian
南京 nanjing
杭州 hangzhou
苏州 suzhou
青岛 qingdao
大连 dalian
厦门 xiamen
宁波 ningbo
山东 shandong
江苏 jiangsu
浙江 zhejiang
广东 guangdong
福建 fujian
河北 hebei
河南 henan
湖北 hubei
湖南 hunan
辽宁 liaoning
新疆 xinjiang
生产建设兵团 production construction corps
公安局 public security bureau
市 city
省 province
`;
const words = new Map<string, readonly string[]>();
for (const line of wordTable.trim().split("\n")) {
  const [written = "", ...english] = line.split(" ");
  words.set(written, english);
}
const LONGEST_WORD = Math.max(...[...words.keys()].map((word) => word.length));

/** The longest known word at a place of the text, and its English words. */
export function hanWordAt(
  text: string,
  at: number,
): { length: number; english: readonly string[] } | undefined {
  for (let length = Math.min(LONGEST_WORD, text.length - at); length > 0; length--) {
    const english = words.get(text.slice(at, at + length));
    if (english) return { length, english };
  }
  return undefined;
}
