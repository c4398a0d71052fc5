/**
 * Short and familiar forms of given names, one formal name and its forms a line. Written for this project from common
 * knowledge of English usage (the forms that dictionaries of given names list); no data set was read for it.
 */
const FORMS = `
abigail abby abbie gail
albert al bert bertie
alexander alex alec sandy xander alick
alexandra alex sandra alexa lexi sasha
alfred alf alfie fred freddie
alice ali
alison ali
amanda mandy
amelia amy millie
andrew andy drew
angela angie
ann anne annie nan nancy hannah anna
anthony tony antony ant
archibald archie
arthur art artie
augustus gus
barbara babs barb
bartholomew bart
beatrice bea trixie
benedict ben
benjamin ben benny benji
bernard bernie
bradley brad
caroline carrie carol
catherine cathy kate katie cath kathy kitty kay kathleen katherine kathryn
charles charlie chas chuck
charlotte lottie charlie
christina chris tina christine chrissie
christopher chris kit topher
cornelius neil con
cynthia cindy
daniel dan danny
david dave davey davy
deborah debbie deb
dennis denny den
donald don donnie
dorothy dot dolly dottie dora
douglas doug
edgar ed
edmund ed ned ted eddie
edward ed eddie ted teddy ned
eleanor ellie nell nora nellie
elizabeth liz beth lizzie betty eliza betsy bess bessie libby lisa elsie
emily em emmy millie
eric rick
eugene gene
florence flo florrie
frances fran fanny frankie
francis frank fran frankie
franklin frank
frederick fred freddie freddy fritz
gabriel gabe
geoffrey geoff jeff jeffrey
george georgie
gerald gerry jerry
gilbert gil bert
gregory greg
gwendolyn gwen
harold harry hal
harriet hattie harry
helen nell ellen nellie
henry harry hal hank
herbert herb bert
horatio horace
hubert bert
hugh hughie
isaac ike
isabella bella izzy isabel belle
jacob jake
jacqueline jackie
james jim jimmy jamie jem
jane janie jenny janet
jason jay
jennifer jen jenny
jeremiah jerry
jeremy jerry jem
jessica jess jessie
joan joanie
john jack johnny jon
jonathan jon jonny nathan
joseph joe joey jos
joshua josh
judith judy
julian jules
katherine kate katie kathy kay kitty
kenneth ken kenny
kimberly kim
laurence larry laurie lawrence
leonard len lenny leo
leopold leo
leslie les
lewis lew louis lou
lillian lily lil
louisa lou
louise lou
lucy lu
madeline maddie
margaret maggie meg peg peggy marge margie madge daisy rita greta
martha mattie patty
martin marty
mary molly polly may mamie maria minnie
matilda tilly mattie
matthew matt matty
maurice morris
maximilian max
maxwell max
melissa mel
michael mike mick mickey micky
mildred millie
montague monty
mortimer mort
nathaniel nat nathan nate
nicholas nick nicky
nicola nicky nikki
norman norm
oliver ollie noll
olivia liv livvy
oscar ossie
oswald oz ossie
pamela pam
patricia pat patty trish tricia
patrick pat paddy
penelope penny
percival percy
peter pete
philip phil pip phillip
phillipa pip pippa
rachel rae
ralph rafe
raymond ray
rebecca becky becca
reginald reg reggie
richard dick rick ricky rich richie
robert bob rob bobby robbie bert robin
roderick rod rick
rodney rod
roger rodge
roland roly
ronald ron ronnie
rosemary rose rosie
rudolph rudy
rupert rupe
russell russ
samantha sam
samuel sam sammy
sarah sally sadie
sebastian seb
sidney sid sydney
simon si
sophia sophie
stanley stan
stephen steve stevie steven
stuart stu stewart
susan sue susie suzie
susannah sue susie anna
sylvester sly
teresa terry tess theresa
terence terry
thaddeus tad
theodora dora thea
theodore ted theo teddy
thomas tom tommy
timothy tim
tobias toby
ursula ursie
valentine val
valerie val
victor vic
victoria vicky vicki tori
vincent vince vinny
virginia ginny
walter walt wally wat
wilfred wilf fred
wilhelmina minnie mina
william will bill billy willie willy wm liam
winifred winnie freda
winston win
zachary zach zak
`;

const familiesOf = new Map<string, Set<number>>();
for (const [i, line] of FORMS.trim().split("\n").entries())
  for (const name of line.split(" ")) {
    const families = familiesOf.get(name) ?? new Set();
    familiesOf.set(name, families.add(i));
  }

/** Whether two given names, folded to lower case, may be forms of one: William and Bill, Bill and Will. */
export function isNickname(a: string, b: string): boolean {
  const families = familiesOf.get(a);
  const others = familiesOf.get(b);
  if (families === undefined || others === undefined) return false;
  for (const family of families) if (others.has(family)) return true;
  return false;
}
