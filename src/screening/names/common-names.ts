/**
 * How common a part of a name is among people, where lists cannot tell: a sanctions list has
 * few Smiths and many Mohammeds. Written from general knowledge of common given and family
 * names, in the lower-case Latin form people write; the shares are of the people of a culture in
 * which the name is common, rounded to the order that matters here.
 */
const shares: readonly (readonly [share: number, names: string])[] = [
  [
    1 / 60,
    `mohammed mohammad muhammad mohamed mohamad muhammed ahmed ahmad ali hassan hussein hussain maria jose nguyen
     kim lee li wang zhang chen liu singh kumar khan garcia rodriguez ivanov silva santos abdul abdullah fatima
     anna john mary tran le park devi kaur`,
  ],
  [
    1 / 150,
    `smith johnson williams brown jones miller davis wilson taylor martin james robert michael david william richard
     thomas joseph charles daniel matthew anthony paul peter george mark andrew patricia jennifer linda elizabeth
     barbara susan sarah karen emma laura gonzalez hernandez lopez martinez perez sanchez fernandez gomez diaz torres
     ramirez flores rivera juan carlos luis antonio francisco manuel jesus miguel pedro ana carmen rosa guadalupe
     omar ibrahim yusuf khalid mahmoud mustafa abdallah salem saleh aisha mariam zainab khadija hasan husain osman
     ivan sergey sergei alexander aleksandr andrey andrei dmitry dmitri vladimir mikhail nikolay nikolai alexey aleksey
     elena olga natalia tatiana irina ekaterina svetlana petrov smirnov popov kuznetsov sidorov
     yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo wei min jun ping ming hui hong choi jung cho kang yoon
     jang lim tanaka suzuki sato watanabe yamamoto nakamura kobayashi ito kato pham phan vu vo dang bui do hoang huynh
     sharma gupta patel yadav das verma raj ram begum bibi islam rahman hossain akter akhtar
     oliveira souza pereira costa rodrigues ferreira alves lima joao marcos paulo
     mueller muller schmidt schneider fischer weber meyer wagner becker hans michel marie jean pierre philippe rossi
     russo giuseppe giovanni marco yilmaz kaya demir mehmet mustafa ayse fatma nowak kowalski jan piotr`,
  ],
  [
    1 / 400,
    `anderson jackson white harris clark lewis robinson walker young allen king wright scott hill green adams baker
     nelson carter mitchell roberts turner phillips campbell parker evans edwards collins stewart morris murphy cook
     rogers morgan cooper reed bailey bell kelly howard ward cox richardson wood watson brooks bennett gray hughes
     price long foster hall moore thompson steven kenneth kevin brian edward ronald timothy jason jeffrey ryan jacob
     gary nicholas eric jonathan stephen larry justin frank brandon benjamin samuel gregory patrick jack dennis jerry
     tyler aaron henry adam nathan simon philip alan simon jessica margaret lisa betty nancy sandra ashley dorothy
     kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon cynthia kathleen amy angela
     helen christine rachel catherine katherine caroline jane alice julia olivia sophia isabella charlotte
     alvarez ruiz jimenez moreno munoz alonso gutierrez romero navarro dominguez vazquez ramos gil serrano blanco
     molina morales ortega delgado castro ortiz rubio marin sanz nunez medina cortes castillo santiago vargas
     mendoza herrera aguilar rojas guerrero reyes cruz chavez vega rios salazar soto contreras guzman espinoza
     alejandro javier fernando jorge ricardo eduardo alberto roberto rafael sergio ramon enrique raul oscar
     mario diego angel victor pablo gabriel felipe hector andres ernesto arturo martha laura isabel patricia teresa
     gloria silvia beatriz adriana monica claudia alicia veronica marta lucia sofia daniela paula valentina camila
     tariq samir karim rashid salim hamid hamza bilal ismail idris yasin yasir jamal kamal nasser nasir mansour
     farouk aziz majid saeed said saad fahad faisal khaled walid waleed ziad adel adnan amin amir anwar bashir
     habib hadi haider imran iqbal jaber javed malik marwan mubarak munir murad nabil nadir qasim ramadan rami
     riad salman sami shakir sharif suleiman sulaiman taha yahya younis zaid zakaria layla nadia rania huda noor
     amina maryam sara salma samira hana dina qureshi siddiqui shaikh sheikh butt chaudhry chaudhary mirza baig
     ansari raza shah hashemi hosseini ahmadi mohammadi rezaei karimi moradi jafari rahimi sadeghi ebrahimi mousavi
     reza mehdi mahdi hossein fatemeh zahra
     pavel igor oleg yuri yury viktor roman maxim maksim denis anton kirill artem evgeny yevgeny evgeniy konstantin
     vitaly vitaliy ruslan timur boris anatoly anatoliy valery vadim stanislav vyacheslav leonid gennady grigory
     lebedev kozlov novikov morozov volkov solovyov vasiliev vasilyev zaitsev pavlov semenov golubev vinogradov
     bogdanov vorobyov fedorov mikhailov belyaev tarasov belov komarov orlov kiselev makarov andreev kovalev ilyin
     gusev titov kuzmin kudryavtsev baranov kulikov alekseev stepanov yakovlev sorokin sergeev romanov zakharov
     borisov korolev gerasimov ponomarev grigoriev lazarev medvedev ershov nikitin sobolev ryabov polyakov tsvetkov
     danilov zhukov frolov zhuravlev nikolaev krylov maksimov sidorenko shevchenko kovalenko bondarenko tkachenko
     kravchenko oliynyk melnyk boyko moroz lysenko rudenko savchenko petrenko marchenko yulia yuliya anastasia
     daria marina galina lyudmila ludmila valentina nadezhda lyubov oksana ksenia polina victoria viktoria
     xiao jie yan li na jing ying xin yu hao tao bin peng chao dong gang jian qiang yong bo kai lei fang lan mei
     xia hua feng liang long cheng hai guang wen deng tang xie han cao zeng xiao pan cai yuan tian dong cui
     yoshida yamada sasaki yamaguchi matsumoto inoue kimura hayashi shimizu saito hiroshi takashi kenji akira
     han shin oh seo kwon song ryu hong minh van thi duc thanh tuan hung dung hai long anh
     amit sanjay rajesh vijay anil sunil ravi rahul deepak manoj ashok suresh ramesh prakash mahesh mukesh priya
     anita sunita kavita pooja neha reddy rao iyer nair menon pillai mehta shah joshi desai jain agarwal mishra pandey
     tiwari chatterjee banerjee mukherjee ghosh bose roy dutta sen chakraborty uddin alam hasan khatun karim miah
     gomes ribeiro martins carvalho almeida lopes soares fernandes vieira barbosa rocha dias nascimento andrade
     moreira nunes marques machado mendes freitas cardoso teixeira luiz lucas fernanda juliana bruno
     schulz hoffmann schaefer koch bauer richter klein wolf schroeder neumann schwarz zimmermann braun krueger
     hofmann hartmann lange werner krause lehmann stefan andreas wolfgang klaus juergen uwe bernd petra monika
     sabine bernard dubois laurent simon michel lefebvre leroy roux david bertrand morel fournier girard nicolas
     francois christophe nathalie isabelle sylvie bianchi romano colombo ricci marino greco bruno gallo conti de luca
     francesco antonio alessandro andrea luca francesca chiara giulia anna
     celik sahin yildiz yildirim ozturk aydin ozdemir arslan dogan kilic aslan cetin kara koc kurt ozkan emre murat
     ibrahim huseyin hatice zeynep elif emine wisniewski wojcik kowalczyk kaminski lewandowski zielinski szymanski
     krzysztof andrzej tomasz stanislaw pawel marcin katarzyna malgorzata agnieszka barbara
     hansen johansen olsen larsen andersen pedersen nielsen jensen christensen rasmussen sorensen johansson andersson
     karlsson nilsson eriksson lars erik anders johan karl de vries jansen van dijk bakker visser smit
     papadopoulos nikolaidis georgiou dimitriou konstantinos georgios dimitrios ioannis nikos eleni
     okafor adeyemi okonkwo adebayo mensah owusu boateng asante osei diallo traore coulibaly keita toure diop ndiaye
     ba sow cisse kone kamau mwangi otieno odhiambo wanjiru kipchoge nkosi dlamini zulu ndlovu moyo banda phiri
     tesfaye abebe bekele haile girma alemu getachew mohamud abdi abdirahman hersi warsame farah nur nuur osman
     putra putri wijaya santoso hidayat setiawan susanto agus budi siti nur dewi rahayu dela cruz bautista ocampo
     aquino ramos villanueva popescu ionescu popa radu andrei nagy kovacs toth szabo horvath novak svoboda dvorak
     jovanovic petrovic nikolic markovic djordjevic stojanovic ilic stankovic horvat kovacevic babic maric juric
     georgiev dimitrov petrov ivanova dimitar hovhannisyan harutyunyan sargsyan grigoryan aliyev mammadov huseynov
     hasanov guliyev karimov rakhimov yusupov tursunov ismailov akhmedov nazarov`,
  ],
];

const shareOf = new Map<string, number>();
for (const [share, names] of shares) {
  for (const name of names.split(/\s+/)) {
    if (name !== "" && !shareOf.has(name)) shareOf.set(name, share);
  }
}

/** Share (0..1) of the people of a culture who carry the part, where it is a common one; 0 when it is not. */
export function commonShare(text: string): number {
  return shareOf.get(text) ?? 0;
}

/** Every part the table has, for building indexes beside it. */
export function commonParts(): IterableIterator<string> {
  return shareOf.keys();
}
