/** One group a line: an English given name in its spellings, then its pet names and short forms. From general knowledge. */
export const englishNicknames = `
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
`;
