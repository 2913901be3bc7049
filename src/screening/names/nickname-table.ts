/**
 * One group a line: a given name in its spellings, then its pet names and short forms.
 * English, Russian and Ukrainian, Spanish and Portuguese, French, German, Italian, Polish,
 * Arabic, Persian and Turkish custom, written from general knowledge.
 */
export const nicknameTable = `
abigail abby abbie gail
abraham abe bram
adelaide addie heidi
adrian ade
agnes aggie nessa
albert al bert bertie
alexander alex alec alek sandy xander lex alasdair alistair
alexandra alex sandra sandy lexi alexa sasha
alfred alf alfie fred freddie
alice ali allie
alison ali allie
amanda mandy manda
amelia amy millie mia
andrew andy drew
angela angie ange
anne ann anna annie nan nancy
anthony tony ant
antonia toni tonia
archibald archie
arnold arnie
arthur art artie
augustus gus augie
barbara barb babs barbie
bartholomew bart
beatrice bea trixie
benjamin ben benny benji
bernard bernie
bridget biddy bridie
caroline carol carrie lina
catherine katherine kathryn kate katie kathy cathy kit kitty kay
cecilia cissy celia
charles charlie chuck chas chaz
charlotte lottie charlie lotte
christian chris
christina christine chris chrissie tina
christopher chris kit topher kris
clara clare
clement clem
clifford cliff
constance connie
cornelius neil corny
cynthia cindy
daniel dan danny
danielle dani
david dave davy davey
deborah debra deb debbie
dennis denny
diana diane di
dolores lola lolita
dominic dom nick
donald don donnie
dorothy dot dottie dolly dora
douglas doug
duncan dunc
edgar ed
edith edie
edmund ed ned ted
edward ed eddie ned ted teddy
edwin ed win
eleanor ellie nell nora lenore
elizabeth liz lizzie beth betty betsy eliza elsie lisa libby bess
emily em emmy millie
emma em emmy
eric rick
ernest ernie
eugene gene
eugenia genie
evelyn evie eve
ezekiel zeke
ferdinand ferdie nando
florence flo florrie flossie
frances fran fanny francie
francis frank frankie
franklin frank
frederick frederic fred freddie fritz
gabriel gabe
gabrielle gabby
geoffrey jeffrey geoff jeff
george georgie
gerald gerry jerry
geraldine gerry
gilbert gil bert
gordon gordie
grace gracie
gregory greg gregg
gustav gus
harold harry hal
harriet hattie
helen nell nellie lena
henry harry hank hal
herbert herb bert
hilary hil
howard howie
hubert hugh bert
hugh hughie
ian iain
irene rene
isaac ike zak
isabella isabel bella izzy belle
jacob jake jack
jacqueline jackie
james jim jimmy jamie jem
jane janie jenny
janet jan jenny
jason jay
jasper jas
jeremiah jerry
jeremy jerry jem
jessica jess jessie
joan joanie
joanna joanne jo
john jack johnny jock
johnathan jonathan jon jonny nathan
joseph joe joey jos
josephine jo josie
joshua josh
joyce joy
judith judy jude
julia julie jules
julian jules
kenneth ken kenny
kimberly kim
laurence lawrence larry laurie
laura laurie lori
leo lee
leonard len lenny leo
leopold leo poldi
leslie les
lewis louis lou louie
lillian lily lil
linda lindy
louise lou lulu
lucille lucy
lucinda lucy cindy
luke luc
lydia liddy
madeline maddie
magdalene maggie lena
malcolm mal
margaret maggie meg peg peggy marge margie greta daisy rita
maria mary molly polly mamie
marcus mark marc
marjorie marge margie
martha marty mattie
martin marty
matilda tilly mattie
matthew matt matty
maurice mo moe
maximilian max
melissa mel missy
melvin mel
michael mike mick mickey mikey mitch
michelle shelly
mildred millie
miriam mimi
mitchell mitch
morris mo
nancy nan
natalie nat
nathan nat nate
nathaniel nat nate nathan
nicholas nick nicky nico klaus
nicole nicky
norman norm
oliver ollie
olivia liv livvy
oscar ozzie
oswald oz ozzie
pamela pam
patricia pat patty trish tricia
patrick pat paddy rick
pauline polly
penelope penny
percival percy
peter pete
philip phillip phil pip
philippa pippa
phyllis phyl
prudence pru
rachel rae
ralph ralphie
randolph randy
raphael rafe
raymond ray
rebecca becky becca
reginald reg reggie
reuben rube
richard rich rick ricky dick richie
robert bob rob bobby robbie bert rab
roberta bobbie
roderick rod roddy
rodney rod
roger rodge
roland rollie
ronald ron ronnie
rosalind roz
rosemary rose rosie
rudolph rudy rolf
rupert rup
russell russ
ruth ruthie
samantha sam sammy
samson sam
samuel sam sammy
sarah sara sally sadie
sebastian seb bastian
sheila shel
sidney sydney sid syd
simon si
sophia sophie
solomon sol solly
stanley stan
stephanie steph steffi
stephen steven steve stevie
stewart stuart stu
susan suzanne sue susie suzy
sylvester sly
sylvia syl
tabitha tabby
terence terrence terry
teresa theresa terry tess tessa
thaddeus tad thad
theodore ted teddy theo
theodora dora thea
thomas tom tommy
timothy tim timmy
tobias toby
ursula uschi
valentine val
valerie val
vanessa nessa
veronica ronnie vera
victor vic
victoria vicky tori
vincent vince vinnie
virginia ginny ginger
vivian viv
wallace wally
walter walt wally
wendell wendy
wilfred wilf fred
wilhelmina mina minnie willa
william will bill billy willie liam
winifred winnie freda
winston win
yvonne vonnie
zachary zach zack
aleksandr alexander aleksander alexandr oleksandr aliaksandr sasha sanya shura sashka olek
aleksandra alexandra oleksandra sasha sanya shura
aleksey alexey aleksei alexei oleksiy lyosha alyosha lesha lyokha
anastasia anastasiya anastasiia nastya nastia stasya asya
anatoly anatoliy anatolii tolya tolik
andrey andrei andriy andrii andryusha
anna anya anyuta nyura nyusha asya
antonina tonya
anton antosha tosha
arkady arkadiy kasha
arseny arseniy senya
artyom artem tyoma
boris borya
darya daria dasha
denis deniska
dmitry dmitri dmitriy dmytro dima mitya dimka
ekaterina yekaterina kateryna katya katyusha
elena yelena olena lena lenochka alyona
elizaveta yelizaveta liza
evgeny yevgeny evgeniy yevgeniy evgenii yevhen zhenya
evgenia yevgenia evgeniya yevgeniya zhenya
fyodor fedor fedya
gennady gennadiy gennadi gena genka
georgy georgiy georgi gosha zhora gera goga
grigory grigoriy hryhoriy grisha
igor ihor igoryok
ilya illia ilyusha
inna innochka
iosif yosif osya
irina iryna ira irishka
ivan vanya vanka
kirill kyrylo kiril kirya
konstantin kostyantyn kostya
ksenia kseniya xenia ksyusha
larisa larysa lara
leonid lyonya lenya
lev lyova
lidia lidiya lida
lyubov liubov lyuba
lyudmila liudmila lyuda lyusya mila
makar makarka
maksim maxim maksym max maks
margarita rita
maria mariya mariia masha manya marusya
marina maryna marinka
matvey matvei motya
mikhail mykhailo mikhailo misha mishka
nadezhda nadiya nadya
natalia natalya nataliya nataliia natasha nata
nikita mykyta nikitka
nikolay nikolai mykola kolya
nina ninochka
oksana ksana
oleg oleh olezhka
olga olha olya
pavel pavlo pasha pashka
pyotr petr petro petya
polina polya
roman roma
ruslan rusik
semyon semen syoma
sergey sergei serhiy serhii sergii seryozha serezha
sofia sofya sofiya sonya
stanislav stas slava
stepan styopa
svetlana svitlana sveta lana
svyatoslav sviatoslav slava
taisia taisiya taya
tamara toma
tatyana tatiana tetiana tanya
timofey timofei tima
timur tima
tikhon tisha
vadim vadym vadik
valentin valya
valentina valya
valery valeriy valerii valera
valeria valeriya lera
varvara varya
vasily vasiliy vasyl vasilii vasya
vera verochka
veronika nika
viktor viktar vitya
viktoria viktoriya vika
vitaly vitaliy vitalii vitalik vitya
vladimir volodymyr uladzimir vova volodya vovka
vladislav vladyslav vlad slava vladik
vsevolod seva
vyacheslav viacheslav slava
yakov yasha
yaroslav iaroslav slava yarik
yulia yuliya iuliia julia yulya
yury yuri yuriy iurii yura
zakhar zakharka
zinaida zina
zoya zoika
alejandro alex ale jandro sandro
alejandra alex ale sandra
alfonso poncho fonso
alfredo fredo
alonso lonso
ana anita
andres andy
angel angelito
antonio tono tony toni antonito
armando mando
arturo turo
beatriz bea betty
carlos carlitos charly
carmen carmela menchu
catalina cata lina
cesar cesarin
concepcion concha conchita
consuelo chelo
cristina cris tina
cristobal tobal
daniel dani
diego dieguito
dolores lola loli
eduardo edu lalo
elena nena
emilio milo
enrique quique kike quico
ernesto neto
esteban teban
federico fede fico
felipe pipe lipe
fernando fer nando
fernanda fer nanda
francisco paco pancho curro kiko cisco chico
francisca paca paquita pancha
gabriel gabi
gabriela gabi
gerardo gera
gilberto beto
gonzalo gonza chalo
graciela chela
gregorio goyo
guadalupe lupe lupita
guillermo memo guille
gustavo gus tavo
hector tito
humberto beto
ignacio nacho
isabel isa chabela
jacinto chinto
jaime jimmy
javier javi
jesus chucho chuy suso
joaquin quino
jorge coque
jose pepe pepito chepe
josefina pepa josefa
juan juanito juancho
julio julito
leonardo leo nardo
lorenzo lencho
lourdes lulu
lucia luci
luis lucho luisito
manuel manolo manny lolo manu
manuela manoli
marcelo chelo
margarita marga rita
mariano nano
mario mayito
martin tincho
mauricio mau
mercedes merche meche
miguel migue
natividad nati
nicolas nico
octavio tavo
oscar osqui
pablo pablito
patricio pato
patricia pati paty
pedro perico pedrito
pilar pili
rafael rafa
ramon moncho
raul rauli
ricardo ricky richi cardo
roberto beto rober
rodolfo fito rodo
rodrigo rodri
rogelio roge
rosario charo
salvador chava salva
santiago santi chago
sebastian seba
sergio checho
silvia chivi
sofia sofi chofi
susana susi
teodoro teo
teresa tere
tomas tomy
valentina vale
vicente chente
victoria vicky
joao joaozinho
joaquim quim
jose ze zeca
francisco xico chico
luiz luizinho lula
antonio toninho tonho
eduardo dudu edu
fernando nando
henrique rique
marcelo celo
paulo paulinho
pedro pedrinho
raimundo mundinho
roberto beto
ronaldo ronaldinho
sebastiao tiao
gustavo guga
catherine cathy
francois fanfan
frederic fred
jean jeannot
marguerite margot
philippe phil
pierre pierrot
sebastien seb
therese tess
veronique vero
elisabeth lisa elise sissi elsa
johannes hans hannes
hans hansi
heinrich heinz heiner
friedrich fritz
wilhelm willi willy helmut
josef sepp jupp
maximilian maxi max
katharina kathi kati
margarete gretel grete greta
sebastian basti
stefan steffen
matthias matze hias
andreas andi
michael michi
georg schorsch
ludwig lutz
franz franzl
alessandro sandro ale
antonio tonino toni
domenico mimmo
francesco checco franco
giuseppe beppe peppe pino
giovanni gianni nanni
luigi gigi
salvatore toto turi
vincenzo enzo
lorenzo renzo
giacomo mino
filippo pippo
raffaele lello
aleksander olek
agnieszka aga
andrzej jedrek
barbara basia
elzbieta ela
grzegorz grzesiek
jan janek jasiek
jerzy jurek
joanna asia
jozef jozek
katarzyna kasia
krzysztof krzysiek
malgorzata gosia
maria marysia
michal michalek
piotr piotrek
stanislaw staszek
tadeusz tadek
tomasz tomek
wladyslaw wladek
wojciech wojtek
zbigniew zbyszek
zofia zosia
abdallah abdo abboud
abdrahman abdo
abdaziz azouz
mohammed mohamed muhammad hamoudi hamada
mustafa mosti safa
ibrahim brahim
ismail sami
khadija khadi
fatima fatma fati fattouma
yousef yusuf jojo
hussein husein hassouni
hassan hassouna
mehmet memo memet
mustafa musti
ibrahim ibo
suleyman sulo
ismail ismo
abdallah apo
fatma fatos
mohammad mamad
hossein hossi
gholamreza gholi
fatemeh fati
alireza ali
reza rezi
janos jancsi
istvan pista
jozsef jozsi
laszlo laci
sandor sanyi
ferenc feri
gyorgy gyuri
dragan gagi
aleksandar aca sasa
nebojsa nesa
miroslav miki miro
radovan rade
slobodan sloba boba
vladimir vlada
zoran zoki
georgi gosho zhoro
dimitar mitko
ivan vancho vanyo
nikolay niki
stoyan tanyo
konstantinos kostas dinos costas
georgios giorgos yorgos
ioannis yannis giannis
dimitrios dimitris mitsos
nikolaos nikos
panagiotis panos takis
athanasios thanasis nasos
vasileios vasilis vassilis
evangelos vangelis
christos takis
spyridon spyros
anastasios tasos
`;
