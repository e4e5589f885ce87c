package application

// Contact is whom to call at a station or at a unit: the other code is "".
type Contact struct{ StationCode, UnitCode, Phone, Person string }
