/**
 * The same for Russian and Ukrainian, Spanish, Portuguese, French, German, Italian, Polish, Arabic, Persian, Turkish,
 * Hungarian, South Slavic and Greek custom.
 */
export const otherNicknames = `
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
