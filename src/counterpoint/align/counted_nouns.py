"""What news counts, in other languages: so that "241 passagers" and "214 pasajeros" are figures of one thing.

Data way: align.dispute_numbers looks counted nouns up. Pure data; plurals as printed, lower case.
"""

from __future__ import annotations

_TABLE = """
passenger: passager passagers passagère passagères passagier passagiere passagieren fahrgäste fahrgast fahrgästen
 pasajero pasajeros pasajera passageiro passageiros passeggeri passagiers пассажир пассажира пассажиров ركاب راكبا راكب
 乗客 旅客 乘客 승객 abiria yolcu pasażerów cestujících
crew: équipage besatzungsmitglied besatzungsmitglieder besatzungsmitgliedern tripulante tripulantes tripulação
 equipaggio 乗員 乗組員 船员 机组人员 승무원
person: personne personnes mensch menschen person personen persona personas pessoa pessoas persone gente gens leute
 человек человека людей شخص شخصا أشخاص 人 명 사람 watu
child: enfant enfants kind kinder kindern niño niños niña niñas criança crianças bambini дети детей ребенка ребёнка طفل
 أطفال طفلا 児童 子ども 儿童 어린이 watoto
woman: femme femmes frau frauen mujer mujeres mulher mulheres donne женщин женщины امرأة 女性 妇女 여성 wanawake
soldier: soldat soldats soldaten soldado soldados soldati солдат военных جندي جنود 兵士 士兵 군인 wanajeshi askari
civilian: civil civils zivilist zivilisten civiles civis civili مدني مدنيين 民間人 平民 민간인 raia
student: étudiant étudiants schüler studenten estudiante estudiantes estudantes studenti студентов طلاب 学生 학생
 wanafunzi
worker: ouvrier ouvriers travailleurs arbeiter arbeitern trabajador trabajadores trabalhadores lavoratori рабочих عمال
 労働者 工人 노동자 wafanyakazi
protester: manifestant manifestants demonstrant demonstranten manifestante manifestantes протестующих متظاهر متظاهرين
 waandamanaji
house: maison maisons haus häuser häusern casa casas case домов дома منزل منازل 住宅 房屋 주택 nyumba
building: bâtiment bâtiments gebäude gebäuden edificio edificios edifícios edifici зданий здания مبنى مباني 建物 建筑 건물
vehicle: véhicule véhicules fahrzeug fahrzeuge fahrzeugen vehículo vehículos veículos veicoli автомобилей مركبة 車両 车辆
 차량 magari
flight: vol vols flug flüge flügen vuelo vuelos voo voos voli рейсов рейса رحلة 便 航班 항공편
"""
_ENGLISH = {
    word: line.partition(":")[0]
    for line in _TABLE.replace("\n ", " ").strip().splitlines()
    for word in line.partition(":")[2].split()
}
# The English nouns with their plurals, to name what was counted.
PLURALS = {noun: noun + "s" for noun in _ENGLISH.values()} | {
    "crew": "crew members",
    "person": "people",
    "child": "children",
    "woman": "women",
}


def in_english(noun: str) -> str:
    """The English lemma of a counted noun of another language; itself where the table does not have it."""
    return _ENGLISH.get(noun, noun)
