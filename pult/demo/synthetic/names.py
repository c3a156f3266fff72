"""Made-up Russian names, as many and as unevenly spread as in life."""

from itertools import accumulate
from random import Random


def words(text: str) -> list[str]:
    """The words of a line."""
    return text.split()


ONSETS = words(
    "Б Бел Бор Бур В Вал Вер Вор Г Гор Гр Д Дор Др Ж Жар З Зел Зим К Кам Кар Кл Кол Кр Л Лаз "
    "Лос М Мал Мар Мор Н Неч Ог Ол П Пан Пол Пр Р Рас Род С Сав Сел Сол Ст Сух Т Тар Тих Тр У "
    "Ф Фед Х Хар Холм Ц Ч Чер Ш Шум Щ Юр Яг"
)
MIDDLES = words(
    "а ав ал ам ан ар ас ат е ев ед ел ем ен ер ес ет и ид ил им ин ир ис ит о ов од ол ом он "
    "ор ос от у уд ул ун ур ус ух я ян яр"
)
CODAS = words(
    "б г д ж з к л м н п р с т х ч ш ск нк чк лк рт нд бр гл дн зн кр льн мн рн тк хл шк"
)
ENDINGS = (("ов", "ова", 45), ("ев", "ева", 20), ("ин", "ина", 20), ("ский", "ская", 15))
MALE = words(
    "Александр Алексей Андрей Антон Артём Борис Вадим Валерий Василий Виктор Владимир Георгий "
    "Глеб Григорий Даниил Денис Дмитрий Евгений Егор Иван Игорь Илья Кирилл Константин Лев "
    "Максим Матвей Михаил Никита Николай Олег Павел Пётр Роман Сергей Степан Тимофей Фёдор "
    "Юрий Ярослав"
)
FEMALE = words(
    "Алёна Александра Алиса Алла Анастасия Анна Валентина Валерия Варвара Вера Вероника "
    "Виктория Галина Дарья Ева Евгения Екатерина Елена Елизавета Жанна Инна Ирина Кира Ксения "
    "Лариса Лидия Любовь Людмила Маргарита Марина Мария Надежда Наталья Нина Оксана Ольга "
    "Полина Светлана София Татьяна Юлия"
)
FATHERS = words(
    "Александр Алексей Андрей Антон Борис Вадим Виктор Владимир Герман Денис Евгений Иван "
    "Игорь Кирилл Константин Леонид Максим Михаил Николай Олег Павел Роман Сергей Степан "
    "Тимофей Юрий"
)


class Names:
    """Draws names; surnames follow Zipf's law over some 30,000 made-up stems."""

    def __init__(self, random: Random, stems: int = 30_000) -> None:
        self.random = random
        self.stems = self._make_stems(stems)
        self.weights = list(accumulate(1 / (rank + 20) for rank in range(len(self.stems))))
        self.endings = list(accumulate(weight for _, _, weight in ENDINGS))

    def _make_stems(self, count: int) -> list[str]:
        every = [a + b + c for a in ONSETS for b in MIDDLES for c in CODAS]
        self.random.shuffle(every)
        return every[:count]

    def draw(self, *, female: bool) -> tuple[str, str, str]:
        """Last name, first name, patronymic."""
        choices, choice = self.random.choices, self.random.choice
        stem = choices(self.stems, cum_weights=self.weights)[0]
        male_ending, female_ending, _ = choices(ENDINGS, cum_weights=self.endings)[0]
        father = choice(FATHERS)
        if female:
            return stem + female_ending, choice(FEMALE), patronymic(father, "на")
        return stem + male_ending, choice(MALE), patronymic(father, "ич")


def patronymic(father: str, ending: str) -> str:
    """The patronymic after a father's name; `ending` is 'ич' or 'на'."""
    if father.endswith("ий"):
        return father[:-2] + "ьев" + ending
    if father.endswith(("й", "ь")):
        return father[:-1] + "ев" + ending
    return father + "ов" + ending
