//! Made-up people: names of many origins, and addresses that belong to nobody.

use super::chance::Chance;

/// Given and family names that go together.
type Origin = (&'static [&'static str], &'static [&'static str]);

#[rustfmt::skip]
const ORIGINS: [Origin; 16] = [
    (&["Annelies", "Bram", "Femke", "Joris", "Lotte", "Maarten", "Sanne", "Thijs", "Wietske"],
     &["van den Akker", "Brouwer", "Dijkstra", "Hoekstra", "Kuipers", "Molenaar", "Terpstra", "de Wit"]),
    (&["Alice", "Callum", "Eleanor", "Gareth", "Imogen", "Oliver", "Rhian", "Rowan", "Tamsin"],
     &["Ashworth", "Braithwaite", "Cartwright", "Fairclough", "Hargreaves", "Llewellyn", "Pickering", "Thackeray"]),
    (&["Agnieszka", "Bartosz", "Ewa", "Grzegorz", "Kinga", "Łukasz", "Małgorzata", "Paweł", "Zuzanna"],
     &["Bąk", "Czarnecki", "Górka", "Jabłońska", "Krawczyk", "Ostrowska", "Sikora", "Wrona"]),
    (&["Adaeze", "Babajide", "Chidi", "Folake", "Ifeoma", "Kelechi", "Ngozi", "Olumide", "Temitope"],
     &["Abiodun", "Balogun", "Eze", "Nnamdi", "Obi", "Ogunleye", "Okeke", "Uzoma"]),
    (&["Ayşe", "Baran", "Defne", "Emre", "Gökçe", "Kerem", "Selin", "Umut", "Zeynep"],
     &["Aksoy", "Bulut", "Çelik", "Demirtaş", "Güneş", "Kaplan", "Öztürk", "Yıldız"]),
    (&["Ananya", "Arjun", "Deepika", "Harish", "Kavya", "Meera", "Nikhil", "Rohan", "Sunita"],
     &["Banerjee", "Chaudhari", "Deshpande", "Iyer", "Kulkarni", "Menon", "Pillai", "Srinivasan"]),
    (&["Bao", "Duc", "Hanh", "Linh", "Minh", "Ngoc", "Quang", "Thu", "Tuan"],
     &["Bui", "Dang", "Doan", "Huynh", "Luong", "Nguyen", "Phan", "Truong"]),
    (&["Beatriz", "Caio", "Fernanda", "Gonçalo", "Inês", "João", "Luísa", "Rafael", "Tiago"],
     &["Barbosa", "Cardoso", "Figueiredo", "Moreira", "Pacheco", "Queiroz", "Tavares", "Vasconcelos"]),
    (&["Alejandra", "Camila", "Diego", "Itzel", "Joaquín", "Lucía", "Mateo", "Rocío", "Ximena"],
     &["Aguirre", "Bustamante", "Cárdenas", "Escobedo", "Galindo", "Ibáñez", "Montoya", "Villalobos"]),
    (&["Astrid", "Elin", "Henrik", "Ingrid", "Jonas", "Märta", "Søren", "Torbjørn", "Åsa"],
     &["Bergström", "Dahl", "Engdahl", "Haugen", "Lindqvist", "Nygård", "Sandvik", "Øverland"]),
    (&["Amal", "Bilal", "Fatima", "Hicham", "Karim", "Latifa", "Nadia", "Samir", "Yasmin"],
     &["Aït Said", "Benali", "Chaoui", "El Idrissi", "Haddad", "Mansour", "Rahmouni", "Ziani"]),
    (&["Fang", "Haoran", "Jiayi", "Lei", "Meilin", "Qiang", "Wenjun", "Xinyue", "Zihan"],
     &["Cao", "Deng", "Guo", "Jiang", "Luo", "Shen", "Xu", "Zheng"]),
    (&["Akari", "Daichi", "Haruka", "Kenta", "Mio", "Ren", "Sora", "Takumi", "Yui"],
     &["Arakawa", "Fujimoto", "Hamada", "Ishikawa", "Kuroda", "Morita", "Sugiyama", "Uchida"]),
    (&["Abena", "Akosua", "Efua", "Kofi", "Kwabena", "Kwame", "Mansa", "Nana", "Yaw"],
     &["Acheampong", "Agyeman", "Asante", "Boateng", "Darko", "Frimpong", "Ofori", "Sarpong"]),
    (&["Bohdan", "Daryna", "Iryna", "Kateryna", "Mykola", "Oksana", "Ostap", "Solomiya", "Taras"],
     &["Bondarenko", "Hrytsenko", "Koval", "Lysenko", "Marchuk", "Panchenko", "Savchuk", "Tkachenko"]),
    (&["Chiara", "Davide", "Elisa", "Giacomo", "Ilaria", "Lorenzo", "Noemi", "Pietro", "Silvia"],
     &["Bassi", "Colombo", "Fontana", "Gallo", "Marchetti", "Pellegrini", "Rinaldi", "Vitale"]),
];

/// Names in random order; each comes once.
#[derive(Clone, Debug)]
pub(super) struct Names {
    left: Vec<(&'static str, &'static str)>,
    given_out: usize,
}

impl Names {
    /// All names, shuffled.
    pub(super) fn new(chance: &mut Chance) -> Self {
        let mut left: Vec<_> = ORIGINS
            .iter()
            .flat_map(|(given, family)| {
                given.iter().flat_map(move |&first| family.iter().map(move |&last| (first, last)))
            })
            .collect();
        chance.shuffle(&mut left);
        Self { left, given_out: 0 }
    }

    /// A name and its address. After more than a thousand people, numbers tell them apart.
    pub(super) fn draw(&mut self) -> (String, String) {
        let (given, family) = self.left[self.given_out % self.left.len()];
        let round = self.given_out / self.left.len();
        self.given_out += 1;
        let number = if round == 0 { String::new() } else { format!("{}", round + 1) };
        let name = format!("{given} {family}");
        (name, format!("{}.{}{number}@example.com", plain(given), plain(family)))
    }
}

/// A name as mailboxes spell it: lower case, no marks, nothing but letters.
fn plain(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            'ą' | 'á' | 'ã' | 'å' | 'ä' => Some('a'),
            'ç' => Some('c'),
            'é' | 'ê' | 'ę' => Some('e'),
            'ı' | 'í' | 'ï' => Some('i'),
            'ł' => Some('l'),
            'ñ' | 'ń' => Some('n'),
            'ó' | 'ö' | 'ø' => Some('o'),
            'ş' => Some('s'),
            'ü' => Some('u'),
            letter => letter.is_ascii_lowercase().then_some(letter),
        })
        .collect()
}
