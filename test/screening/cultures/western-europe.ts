import type { Culture } from "./culture.ts";

export const westernEurope: readonly Culture[] = [
  {
    id: "english",
    shape: "western",
    male: "James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald Steven Paul Andrew Joshua Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Frank Raymond Jack Dennis Jerry Tyler Aaron Henry Douglas Peter Adam Zachary Nathan Walter Kyle Harold Carl Arthur Gerald Roger Keith Jeremy Lawrence Terry Sean Oliver Liam Noah Harry Alfie Simon Graham Nigel Trevor Colin Stuart",
    female:
      "Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Helen Sharon Cynthia Kathleen Amy Angela Shirley Anna Ruth Brenda Pamela Nicole Katherine Virginia Catherine Christine Samantha Debra Janet Rachel Carolyn Emma Maria Heather Diane Julie Joyce Victoria Kelly Christina Joan Evelyn Lauren Judith Olivia Frances Martha Cheryl Megan Andrea Hannah Jacqueline Alice Grace Sophie Charlotte Amelia Isla Gillian Fiona Lesley",
    family:
      "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore Martin Jackson Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Nelson Baker Hall Campbell Mitchell Carter Roberts Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Cooper Peterson Reed Bailey Bell Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett Gray James Hughes Price Myers Long Foster Sanders Ross Powell Sullivan Russell Fisher Henderson Cole West Jordan Reynolds Graham Hamilton Ford Wallace Hunt Black Mason Shaw Holmes Webb Murray Palmer Stone Knight Dixon Simpson Barnes Chapman Fletcher Harrison Marshall Lloyd Griffiths Jenkins Daniels Bush Perkins Whittaker Atkinson",
  },
  {
    id: "irish",
    shape: "western",
    male: "Patrick Sean Conor Michael John James Liam Brendan Declan Kevin Brian Eoin Cian Padraig Seamus Ciaran Fergal Niall Darragh Aidan Cormac Donal Eamon Finbar Colm Dermot Fintan Gerard Kieran Noel Oisin Ronan Rory Ruairi Tadhg Thomas Hugh Martin Francis Malachy Cathal Diarmuid Enda Fiachra Desmond Killian Owen Shane Stephen Vincent Angus Callum Ewan Duncan Hamish Iain Gavin Craig Alasdair Murdo",
    female:
      "Mary Aoife Ciara Niamh Siobhan Sinead Orla Maeve Grainne Roisin Caoimhe Saoirse Bridget Kathleen Noreen Deirdre Eileen Maura Sheila Breda Fionnuala Clodagh Aisling Emer Una Nuala Colleen Moira Maureen Catriona Mairead Eimear Tara Oonagh Imelda Bernadette Dympna Geraldine Philomena Carmel Ailish Eithne Fidelma Concepta Assumpta Riona Sorcha Kirsty Morag Eilidh Isla Mhairi Ailsa Shona Fiona Heather Iona Rhona Senga Elspeth",
    family:
      "Murphy Kelly O'Sullivan Walsh Smith O'Brien Byrne Ryan O'Connor O'Neill O'Reilly Doyle McCarthy Gallagher Doherty Kennedy Lynch Murray Quinn Moore McLoughlin O'Carroll Connolly Daly O'Connell Wilson Dunne Brennan Burke Collins Campbell Clarke Johnston Hughes O'Farrell Fitzgerald Brown Martin Maguire Nolan Flynn Thompson O'Callaghan O'Donnell Duffy O'Mahony Boyle Healy O'Shea White Sweeney Hayes Kavanagh Power McGrath Moran Brady Stewart Casey Foley Fitzpatrick O'Leary McDonnell MacMahon Donnelly Regan Donovan Burns Flanagan Mullan Barry Kane Robinson Cunningham Griffin Kenny Sheehan Ward Whelan Lyons Reid Graham Higgins Cullen Keane MacDonald MacLeod Mackenzie Cameron Ferguson Sinclair Buchanan Drummond Kerr Lindsay",
  },
  {
    id: "german",
    shape: "western",
    male: "Peter Michael Thomas Andreas Wolfgang Klaus Juergen Guenter Stefan Christian Uwe Werner Horst Frank Dieter Manfred Gerhard Hans Bernd Thorsten Matthias Helmut Walter Heinz Martin Joerg Rolf Jens Sven Alexander Jan Rainer Holger Karl Dirk Joachim Ralf Carsten Herbert Oliver Wilhelm Kurt Markus Heinrich Harald Paul Hermann Rudolf Lukas Leon Felix Maximilian Jonas Tobias Florian Sebastian Philipp Fabian Niklas Julian Benjamin Marcel Moritz Elias",
    female:
      "Ursula Karin Helga Sabine Ingrid Renate Monika Susanne Gisela Petra Birgit Andrea Anna Brigitte Claudia Erika Christa Elke Stefanie Gertrud Elisabeth Maria Angelika Heike Gabriele Katrin Ilse Nicole Anja Barbara Hildegard Martina Gerda Ute Julia Marion Kerstin Jutta Christine Silke Edith Hannelore Katharina Silvia Anke Manuela Tanja Cornelia Melanie Sandra Lena Hannah Mia Emma Sophie Johanna Franziska Charlotte Klara Greta Frieda Heidi Lieselotte",
    family:
      "Mueller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schaefer Koch Bauer Richter Klein Wolf Schroeder Neumann Schwarz Zimmermann Braun Krueger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Koehler Herrmann Koenig Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Moeller Weiss Jung Hahn Schubert Vogel Friedrich Keller Guenther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Boehm Winter Kraus Martin Schumacher Kraemer Vogt Stein Jaeger Otto Sommer Gross Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kuehn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer von_Berg Steinbach",
  },
  {
    id: "dutch",
    shape: "western",
    male: "Jan Johannes Cornelis Pieter Willem Hendrik Jacobus Gerrit Petrus Adrianus Peter Martin Johan Dirk Marcel Erik Robert Paul Marco Bas Sander Jeroen Mark Michiel Wouter Tim Thijs Daan Sem Lucas Levi Finn Bram Luuk Jesse Ruben Lars Stijn Niels Joost Maarten Koen Bart Rob Frank Henk Kees Piet Wim Arie Jos Theo Ton Leo Harm Sjoerd Jelle Rik Tom Mathijs",
    female:
      "Maria Johanna Anna Cornelia Elisabeth Wilhelmina Hendrika Catharina Margaretha Petronella Ingrid Monique Marjolein Esther Linda Sandra Marieke Anneke Ellen Yvonne Saskia Femke Sanne Lotte Anouk Fleur Eva Emma Tess Julia Sophie Lieke Noor Roos Isa Maud Iris Lynn Jasmijn Mirjam Petra Astrid Karin Brigitte Wendy Manon Kim Laura Lisa Naomi Hanneke Truus Greetje Corrie Annemarie Jolanda Carla Marleen Nienke Willemijn",
    family:
      "de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Janssen Visser Smit Meijer de_Boer Mulder de_Groot Bos Vos Peters Hendriks van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits de_Graaf van_der_Meer van_der_Linden Kok Jacobs de_Haan Vermeulen van_den_Heuvel van_der_Veen van_den_Broek de_Bruijn van_der_Heijden Schouten van_Beek Willems van_Vliet van_de_Ven Hoekstra Maas Verhoeven Koster van_Dam Prins Blom Huisman Peeters de_Jonge Kuipers van_Veen Post Kuiper Veenstra Kramer van_den_Brink Scholten van_Wijk Postma Martens Vink de_Ruiter Timmermans Groen Gerritsen Jonker van_Loon Boer van_der_Velde Willemsen Smeets Bosman Claes Wouters Maes Mertens Goossens Wauters Aerts Lemmens De_Smet Verstraete Claessens Desmet",
  },
  {
    id: "nordic",
    shape: "western",
    male: "Lars Anders Johan Erik Per Karl Mikael Jan Peter Thomas Ole Hans Jens Soren Niels Henrik Christian Martin Morten Michael Bjorn Knut Kjell Arne Svein Odd Geir Terje Tor Rune Magnus Fredrik Daniel Andreas Oskar Viktor Emil William Gustav Axel Nils Sven Stefan Mats Juha Timo Matti Pekka Kari Antti Mikko Jari Heikki Jukka Tapio Olli Gunnar Sigurdur Olafur Einar",
    female:
      "Anna Maria Margareta Elisabeth Eva Kristina Birgitta Karin Marie Ingrid Anne Kirsten Hanne Mette Helle Lene Susanne Inger Liv Bjorg Solveig Astrid Randi Marit Berit Tone Hilde Silje Ida Nora Emma Sofie Freja Ella Maja Alva Elsa Linnea Johanna Helena Liisa Tuula Ritva Anneli Paivi Marja Pirkko Hannele Sari Kaisa Gudrun Sigrid Helga Ragnhild Camilla Louise Pernille Trine Dorte Gitte",
    family:
      "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Nielsen Christensen Sorensen Rasmussen Jorgensen Madsen Petersen Kristensen Thomsen Poulsen Mortensen Berg Haugen Hagen Lindberg Lindstrom Lindgren Axelsson Bergstrom Lundberg Jakobsson Berglund Fredriksson Sandberg Henriksson Forsberg Sjoberg Wallin Engstrom Eklund Danielsson Lundgren Hakansson Bergman Bengtsson Korhonen Virtanen Makinen Nieminen Makela Hamalainen Laine Heikkinen Koskinen Jarvinen Lehtonen Lehtinen Saarinen Salminen Heinonen Niemi Bakken Moen Lie Solberg Strand Iversen Halvorsen Eide Gunnarsson Sigurdsson Jonsdottir Magnusson Holm Dahl Lund Nygaard Vestergaard Kjaer Schou",
  },
  {
    id: "french",
    shape: "western",
    male: "Jean Pierre Michel Andre Philippe Alain Bernard Jacques Daniel Patrick Nicolas Christophe Laurent Francois Eric David Claude Stephane Pascal Christian Gerard Rene Thierry Julien Olivier Frederic Marcel Sebastien Thomas Marc Didier Dominique Vincent Guillaume Serge Alexandre Bruno Antoine Maxime Roger Louis Robert Henri Georges Paul Kevin Anthony Lucas Hugo Theo Mathieu Jerome Benoit Yves Gilles Denis Fabrice Cedric Raymond Romain Jean-Pierre Jean-Claude Jean-Luc Emmanuel Xavier",
    female:
      "Marie Nathalie Isabelle Catherine Sylvie Francoise Jacqueline Monique Christine Martine Valerie Sandrine Sophie Anne Celine Stephanie Nicole Brigitte Veronique Jeanne Chantal Patricia Christiane Annie Denise Aurelie Laurence Julie Emilie Laetitia Virginie Camille Pauline Lea Manon Chloe Claire Audrey Caroline Elodie Florence Corinne Danielle Michele Marguerite Simone Yvonne Madeleine Suzanne Helene Charlotte Mathilde Juliette Margaux Lucie Oceane Marine Dominique Pascale Beatrice Marie-Claude Anne-Marie Genevieve",
    family:
      "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefevre Faure Andre Mercier Blanc Guerin Boyer Garnier Chevalier Francois Legrand Gauthier Garcia Perrin Robin Clement Morin Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noel Meyer Dufour Meunier Brun Blanchard Giraud Joly Riviere Lucas Brunet Gaillard Barbier Arnaud Martinez Gerard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre Benoit Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy Guillot Hubert Berger Carpentier Tremblay Gagnon Bouchard Cote Pelletier Deschamps de_La_Tour",
  },
  {
    id: "italian",
    shape: "western",
    male: "Giuseppe Antonio Giovanni Mario Luigi Francesco Angelo Vincenzo Pietro Salvatore Carlo Franco Domenico Bruno Paolo Michele Giorgio Aldo Sergio Luciano Marco Andrea Alessandro Stefano Roberto Luca Matteo Davide Fabio Massimo Claudio Maurizio Daniele Simone Lorenzo Riccardo Federico Gabriele Nicola Enrico Alberto Emanuele Raffaele Gianluca Filippo Tommaso Leonardo Edoardo Pasquale Rocco Gaetano Carmine Gennaro Ciro Umberto Renato Silvio Dario Cristiano Mirko Giacomo",
    female:
      "Maria Anna Giuseppina Rosa Angela Giovanna Teresa Lucia Carmela Caterina Francesca Antonietta Carla Elena Concetta Rita Margherita Franca Paola Giulia Laura Chiara Sara Valentina Alessandra Federica Silvia Martina Elisa Cristina Simona Barbara Daniela Roberta Patrizia Monica Stefania Sabrina Claudia Michela Ilaria Giorgia Sofia Aurora Alice Ginevra Beatrice Gaia Serena Arianna Ornella Loredana Donatella Rosanna Luisa Antonella Manuela Nadia Elisabetta Raffaella",
    family:
      "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli Vitale Lombardo Serra Coppola De_Santis D'Angelo Marchetti Parisi Villa Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini Messina Sala De_Angelis Gatti Pellegrini Palumbo Sanna Farina Rizzi Monti Cattaneo Morelli Amato Silvestri Mazza Testa Grassi Pellegrino Carbone Giuliani Benedetti Barone Rossetti Caputo Montanari Guerra Palmieri Bernardi Martino Fiore De_Rosa Ferretti Bellini Basile Riva Donati Piras Vitali Battaglia Sartori Neri Costantini Milani Pagano Ruggiero Sorrentino D'Amico Orlando Damico Negri Zanetti Bassi",
  },
  {
    id: "spanish",
    shape: "spanish",
    male: "Antonio Jose Manuel Francisco David Juan Javier Daniel Carlos Jesus Alejandro Miguel Rafael Pedro Angel Pablo Sergio Luis Fernando Jorge Alberto Alvaro Diego Adrian Raul Enrique Ramon Vicente Ivan Ruben Oscar Andres Joaquin Santiago Eduardo Victor Mario Roberto Jaime Ignacio Marcos Alfonso Salvador Ricardo Emilio Gonzalo Guillermo Hugo Julio Julian Tomas Agustin Nicolas Gabriel Martin Felix Sebastian Cristian Gustavo Hector Mateo Arturo Ernesto Cesar Rodrigo Mauricio Esteban Wilson Edgar Armando",
    female:
      "Maria Carmen Ana Isabel Laura Josefa Dolores Cristina Marta Antonia Francisca Lucia Pilar Elena Mercedes Concepcion Sara Paula Rosa Raquel Juana Teresa Beatriz Nuria Silvia Julia Patricia Irene Andrea Rocio Montserrat Monica Encarnacion Alba Angela Sonia Alicia Marina Susana Sandra Margarita Victoria Yolanda Natalia Luisa Inmaculada Claudia Eva Manuela Gloria Veronica Carolina Gabriela Daniela Valentina Camila Adriana Lorena Fernanda Guadalupe Diana Leticia Esperanza Luz Marisol Alejandra",
    family:
      "Garcia Rodriguez Gonzalez Fernandez Lopez Martinez Sanchez Perez Gomez Martin Jimenez Hernandez Ruiz Diaz Moreno Alvarez Munoz Romero Gutierrez Alonso Navarro Torres Dominguez Ramos Vazquez Ramirez Gil Serrano Morales Molina Blanco Suarez Castro Ortega Delgado Ortiz Marin Rubio Nunez Medina Sanz Castillo Iglesias Cortes Garrido Santos Guerrero Lozano Cano Cruz Mendez Flores Prieto Herrera Pena Leon Marquez Cabrera Gallego Calvo Vidal Campos Reyes Vega Fuentes Carrasco Diez Aguilar Caballero Nieto Santana Vargas Pascual Gimenez Herrero Hidalgo Montero Lorenzo Santiago Benitez Duran Arias Mora Ferrer Carmona Rojas Soto Crespo Roman Pastor Velasco Parra Saez Moya Bravo Rivera Gallardo Silva Esteban Mendoza Guzman Salazar Cardenas Valencia Restrepo Quintero Ospina Zapata Villalobos Contreras Figueroa Sandoval Orozco Pacheco Rios Chavez Espinoza Acosta",
  },
  {
    id: "portuguese",
    shape: "portuguese",
    male: "Jose Joao Antonio Francisco Carlos Paulo Pedro Lucas Luiz Marcos Luis Gabriel Rafael Daniel Marcelo Bruno Eduardo Felipe Raimundo Rodrigo Manoel Mateus Andre Fernando Fabio Leonardo Gustavo Guilherme Leandro Tiago Anderson Ricardo Marcio Jorge Sebastiao Alexandre Roberto Edson Diego Vitor Sergio Claudio Matheus Thiago Geraldo Adriano Luciano Julio Renato Alex Vinicius Rogerio Samuel Ronaldo Mario Flavio Douglas Igor Davi Manuel Miguel Rui Nuno Goncalo Duarte Wellington",
    female:
      "Maria Ana Francisca Antonia Adriana Juliana Marcia Fernanda Patricia Aline Sandra Camila Amanda Bruna Jessica Leticia Julia Luciana Vanessa Mariana Gabriela Vera Vitoria Larissa Claudia Beatriz Rita Luana Sonia Renata Eliane Josefa Simone Natalia Cristiane Carla Debora Rosangela Jaqueline Rosa Daniela Aparecida Marlene Terezinha Raimunda Andreia Fabiana Lucia Raquel Angela Rafaela Joana Luzia Elaine Daniele Regina Tatiana Alice Isabel Ines Catarina Sofia Margarida Leonor Fatima Graca",
    family:
      "da_Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes Soares Fernandes Vieira Barbosa Rocha Dias Nascimento Andrade Moreira Nunes Marques Machado Mendes Freitas Cardoso Ramos Goncalves Santana Teixeira dos_Santos Araujo Pinto Correia Cavalcanti Castro Campos Moura Batista Monteiro Borges Pires Cunha Melo Barros Miranda Farias Azevedo Nogueira Cruz Reis Duarte Moraes Tavares Fonseca Coelho Sales Rezende Macedo Sousa Matos Brito Xavier Guimaraes Peixoto Bezerra Figueiredo Neves Leite Pacheco Viana Amaral Simoes Magalhaes Antunes Henriques Faria Brandao Sampaio Domingues Aguiar Queiroz Leal Assuncao Baptista Caetano Paiva Mota Maia Valente Abreu Furtado Toledo Bastos",
  },
];
